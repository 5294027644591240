"""What a hub has done since it started, for health and metrics."""

from dataclasses import dataclass


@dataclass(slots=True)
class Figures:
    events: int = 0
    frames: int = 0
    resumes: int = 0
    resets: int = 0
    slow_closes: int = 0
    layer_ok: bool = True
    database_ok: bool = True
