"""Who gets a thread and when: quick requests take turns, slow ones hold up nobody."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

from engine.turns import RequestThreads
from servers import wait_until


class Gate:
    """Work that waits until it is let go, and knows how many of its kind were at it at once."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.inside = 0
        self.most_inside = 0
        self._lock = threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            self.inside += 1
            self.most_inside = max(self.most_inside, self.inside)
        assert self.open.wait(10)
        with self._lock:
            self.inside -= 1


async def until(condition: Callable[[], Any], what: str) -> None:
    await asyncio.to_thread(wait_until, condition, what=what)


async def test_it_returns_and_raises_what_the_work_does() -> None:
    threads = RequestThreads(2)
    assert await threads.run(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        await threads.run(divmod, 7, 0)
    assert await threads.run(str, "still there") == "still there"


async def test_quick_work_is_done_in_turn_and_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.turns.QUICK_SECONDS", 60.0)  # on a machine this slow, too
    threads = RequestThreads(4)
    done: list[int] = []
    used: set[str] = set()

    def work(number: int) -> None:
        used.add(threading.current_thread().name)
        done.append(number)

    await asyncio.gather(*(threads.run(work, number) for number in range(50)))
    assert done == list(range(50))
    assert len(used) == 1


async def test_slow_work_lets_others_pass_and_at_most_so_many_at_once() -> None:
    threads = RequestThreads(3)
    gate = Gate()
    slow = [asyncio.ensure_future(threads.run(gate)) for _ in range(2)]
    await until(lambda: gate.inside == 2, "both slow ones to have a thread")
    assert await asyncio.wait_for(threads.run(str, "quick"), 10) == "quick"

    slow += [asyncio.ensure_future(threads.run(gate)) for _ in range(3)]
    await until(lambda: gate.inside == 3, "the last thread to be taken")
    waiting = asyncio.ensure_future(threads.run(str, "when there is a thread"))

    gate.open.set()
    await asyncio.gather(*slow)
    assert await waiting == "when there is a thread"
    assert gate.most_inside == 3


async def test_work_that_nobody_waits_for_any_more_disturbs_nobody() -> None:
    threads = RequestThreads(1)
    gate = Gate()
    given_up = asyncio.ensure_future(threads.run(gate))
    await until(lambda: gate.inside == 1, "it to begin")
    given_up.cancel()
    gate.open.set()
    assert await threads.run(str, "next") == "next"
