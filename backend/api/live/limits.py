"""What one socket may send, and how far it may fall behind. One that goes beyond is closed (docs/protocol.md)."""

from typing import Final

FRAMES_AT_ONCE: Final = 50  # of any kind: pings, pongs and the fragments of a message are frames
FRAMES_PER_SECOND: Final = 10.0
FRAGMENTS_MAX: Final = 16  # of one message
RESUMES_AT_ONCE: Final = 6
RESUMES_PER_SECOND: Final = 0.1
MAX_BUFFERED_BYTES: Final = 1024 * 1024
MAX_QUEUED_FRAMES: Final = 256  # where a server other than ours sends them
STUCK_SECONDS: Final = 5.0  # so long it may take nothing although something waits
