"""The settings for the servers of tests, as they would be with a uvicorn that lacks a name."""

from api.live import uvicorn_names
from settings_for_servers import *  # noqa: F403

uvicorn_names.NEEDED.append("seven_league_boots")
