"""The frame that index.html draws before the app has come looks like the app."""

import re

from servers import ROOT


def test_it_has_the_colours_of_the_app() -> None:
    frame = (ROOT / "frontend" / "index.html").read_text("utf-8")
    styles = (ROOT / "frontend" / "src" / "app" / "styles.css").read_text("utf-8")
    for block in (r":root \{([^}]*)\}", r"\.dark \{([^}]*)\}"):
        drawn, used = _colours(block, frame), _colours(block, styles)
        assert "--canvas" in drawn
        assert drawn.items() <= used.items()


def _colours(block: str, css: str) -> dict[str, str]:
    found = re.search(block, css)
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", found[1] if found else ""))
