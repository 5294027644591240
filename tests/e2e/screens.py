"""Every page of the web app and every state of it, by name: what docs/screens shows and what the tests look at."""

# ruff: noqa: F401  # imported for what they register

import screens_door
import screens_imports
import screens_labels
import screens_list
import screens_people
import screens_product
import screens_stock
import screens_tokens
import screens_trail
from catalogue import SCREENS, Screen

# Imports make products and movements, which other pages would show.
SCREENS.sort(key=lambda one: one.name.startswith("import"))

__all__ = ["SCREENS", "Screen"]
