"""A server that sends each text it gets to everybody: the floor under any Python fan-out. Argument: the port."""

import asyncio
import sys
from contextlib import suppress

from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed

connections: set[ServerConnection] = set()


async def handler(connection: ServerConnection) -> None:
    connections.add(connection)
    try:
        with suppress(ConnectionClosed):
            async for message in connection:
                broadcast(connections, message)
    finally:
        connections.discard(connection)


async def main(port: int) -> None:
    async with serve(handler, "127.0.0.1", port, compression=None, ping_interval=None) as server:
        await server.serve_forever()


asyncio.run(main(int(sys.argv[1])))
