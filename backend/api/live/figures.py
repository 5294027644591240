"""What a hub has done since it started, and how it is, for health and metrics."""

import logging
from dataclasses import dataclass

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Figures:
    events: int = 0
    frames: int = 0
    resumes: int = 0
    resets: int = 0
    slow_closes: int = 0
    layer_ok: bool = True
    database_ok: bool = True

    def database_failed(self, error: Exception) -> None:
        """Say so once, until it is well again."""
        if self.database_ok:
            logger.warning("The live feed cannot read the database (%s); it goes on trying.", error)
        self.database_ok = False
