"""Does this uvicorn have what wire.py uses of it?

uvicorn's WebSocket protocol is private to uvicorn: its names come and go from one release to the next. One that is
gone would be an AttributeError for every socket; asked beforehand, it costs speed only.
"""

from types import FunctionType
from typing import Final

NEEDED: Final = [
    "client",
    "close_sent",
    "close_timer",
    "conn",
    "connection_lost",
    "connection_made",
    "curr_msg_data_type",
    "data_received",
    "disconnected",
    "frames",
    "handle_close",
    "handle_connect",
    "handle_cont",
    "handle_events",
    "handle_parser_exception",
    "handle_ping",
    "handshake_complete",
    "handshake_initiated",
    "keepalive_timeout",
    "logger",
    "loop",
    "queue",
    "read_paused",
    "receive",
    "response",
    "scope",
    "send",
    "send_receive_event_to_app",
    "shutdown",
    "transport",
    "writable",
]


def missing(protocol: type) -> list[str]:
    """Those of NEEDED that *protocol* neither has nor gives to its instances."""
    methods = [each for base in protocol.__mro__ for each in vars(base).values() if isinstance(each, FunctionType)]
    known = {name for method in methods for name in method.__code__.co_names} | set(dir(protocol))
    return [name for name in NEEDED if name not in known]
