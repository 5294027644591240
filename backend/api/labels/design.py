"""What a print needs to know of its template, wherever that comes from."""

from dataclasses import dataclass
from typing import Any, cast

from .content import Arrangement, CodeKind, Line, Look
from .media import MEDIA, Geometry
from .models import LabelTemplate


@dataclass(frozen=True, slots=True)
class Design:
    look: Look
    geometry: Geometry
    name: str
    dpi: int = 300


def of_media(slug: str) -> Design:
    """The plain design for a built-in medium: name, SKU, and the code above them."""
    media = MEDIA[slug]
    return Design(Look(), media.geometry, media.name, media.dpi)


def of_template(template: LabelTemplate) -> Design:
    return of_values(
        {
            "media": template.media,
            "geometry": template.geometry,
            "layout": template.layout,
            "code": template.code,
            "lines": template.lines,
            "show_price": template.show_price,
        }
    )


def of_values(values: dict[str, Any]) -> Design:
    """From checked values, as a template has them."""
    look = Look(
        arrangement=cast(Arrangement, values["layout"]),
        code=cast(CodeKind, values["code"]),
        lines=tuple(Line(**line) for line in values["lines"]),
        show_price=values["show_price"],
    )
    if values.get("media"):
        media = MEDIA[values["media"]]
        return Design(look, media.geometry, media.name, media.dpi)
    geometry = Geometry(**values["geometry"])
    return Design(look, geometry, f"{geometry.width:g} x {geometry.height:g} mm", 300 if geometry.is_roll else 600)
