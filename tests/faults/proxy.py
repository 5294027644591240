"""A TCP proxy that cuts connections in the middle of whatever it is passing on, or is a network that is away."""

import asyncio
import random
from contextlib import suppress

CHUNK = 65_536


class CuttingProxy:
    """Use as an async context manager; `port` is where it listens."""

    def __init__(self, target_port: int, dice: random.Random) -> None:
        self.port = 0
        self.cuts = 0
        self._target_port = target_port
        self._dice = dice
        self._away = False
        self._doomed: set[asyncio.StreamWriter] = set()
        self._open: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> "CuttingProxy":
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self.block()

    def cut(self, share: float) -> None:
        """Let the next data to this share of the clients end somewhere inside it, and their connection with it."""
        alive = sorted(self._open - self._doomed, key=id)
        self._doomed.update(self._dice.sample(alive, max(1, round(share * len(alive))) if alive else 0))

    def block(self) -> None:
        """End every connection and let none through."""
        self._away = True
        for writer in list(self._open):
            writer.transport.abort()

    def unblock(self) -> None:
        self._away = False

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if self._away:
                raise ConnectionRefusedError
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target_port)
        except OSError:
            writer.transport.abort()
            return
        self._open.add(writer)
        up = asyncio.create_task(self._pass_on(reader, far_writer))
        try:
            await self._pass_on(far_reader, writer)
        finally:
            self._open.discard(writer)
            self._doomed.discard(writer)
            up.cancel()
            for end in (writer, far_writer):
                end.transport.abort()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(CHUNK):
                if writer in self._doomed:
                    self.cuts += 1
                    writer.write(data[: self._dice.randrange(len(data))])
                    await writer.drain()
                    return
                writer.write(data)
                await writer.drain()
