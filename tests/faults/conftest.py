from collections.abc import Iterator
from pathlib import Path

import pytest

from servers import Databases, InventoryServer


@pytest.fixture
def server(tmp_path: Path) -> Iterator[InventoryServer]:
    Databases(tmp_path).sqlite(tmp_path)
    made = InventoryServer(tmp_path, env={"ACCESS_LOG": "False"})
    made.start()
    yield made
    made.kill()
