"""Hints between the hubs of several processes, by the channel layer. Any may be lost or doubled: hubs poll too."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from channels.layers import get_channel_layer

from . import wakeup
from .figures import Figures

logger = logging.getLogger(__name__)

REFRESH_SECONDS: Final = 30.0  # the layer reconnects without a word and may have lost the subscription
RETRY_SECONDS: Final = 1.0


class Hints:
    """Calls *heard* on the loop for every message of another hub; `pass_on` tells the others."""

    def __init__(self, heard: Callable[[dict[str, Any]], None], figures: Figures) -> None:
        self._heard = heard
        self._figures = figures
        self._waiting: dict[tuple[str, int], dict[str, Any]] = {}
        self._some_waiting = asyncio.Event()

    def pass_on(self, message: dict[str, Any]) -> None:
        """Without blocking; of several wake-ups that wait, only the newest goes out."""
        self._waiting[(message["type"], message.get("user_id", 0))] = message
        self._some_waiting.set()

    async def send_forever(self) -> None:
        while True:
            await self._some_waiting.wait()
            self._some_waiting.clear()
            while self._waiting:
                # Out of the dict first: a newer one that comes meanwhile must go out as well.
                await self.send(self._waiting.pop(next(iter(self._waiting))))

    async def send(self, message: dict[str, Any]) -> bool:
        """Send *message* now. Returns whether it went, within SEND_TIMEOUT."""
        self._figures.layer_ok = await wakeup.publish(message)
        return self._figures.layer_ok

    async def listen_forever(self) -> None:
        """Whatever happens to the layer, hear it again within a second of its return."""
        while True:
            try:
                with suppress(TimeoutError):
                    async with asyncio.timeout(REFRESH_SECONDS):
                        await self._listen()
            except Exception as error:
                if self._figures.layer_ok:
                    logger.warning("The channel layer is away (%s); polling instead.", type(error).__name__)
                self._figures.layer_ok = False
                await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self) -> None:
        layer = get_channel_layer()
        try:
            async with asyncio.timeout(wakeup.SEND_TIMEOUT):
                # A new channel each time: the layer forgets one whose reader was cancelled.
                channel = await layer.new_channel()
                await layer.group_add(wakeup.GROUP, channel)
        except TimeoutError as error:
            raise ConnectionError("The channel layer does not answer.") from error
        if not self._figures.layer_ok:
            logger.warning("The channel layer is back.")
        self._figures.layer_ok = True
        try:
            while True:
                self._heard(await layer.receive(channel))
        finally:
            # The layer keeps the names of a group's channels, read or not.
            with suppress(Exception):
                async with asyncio.timeout(wakeup.SEND_TIMEOUT):
                    await layer.group_discard(wakeup.GROUP, channel)
