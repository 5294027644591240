"""Every page of the web app and every state of it, by name: what docs/screens shows and what the tests look at."""

# ruff: noqa: F401  # imported for what they register

import screens_door
import screens_list
import screens_people
import screens_product
import screens_stock
from catalogue import SCREENS, Screen

__all__ = ["SCREENS", "Screen"]
