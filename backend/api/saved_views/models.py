"""Lists that people come back to."""

import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from ..core.text import force_line
from ..core.validators import one_line, visible

MAX_QUERY_LENGTH = 2000


def make_slug() -> str:
    """Whoever has a slug may read the view: it cannot be guessed."""
    return secrets.token_urlsafe(12)


def plain_query(value: str) -> None:
    """A query string as it stands behind the ? of an address."""
    if value.startswith("?"):
        raise ValidationError("Leave the ? out.")
    if not value.isprintable() or "#" in value:
        raise ValidationError("Must be a query string: printable characters, and no #.")


class SavedView(models.Model):
    """A list with its filters and order under a name; others open it by its slug."""

    class Scope(models.TextChoices):
        ALL = "all"
        MINE = "mine"

    slug = models.CharField(max_length=32, unique=True, default=make_slug, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=60, validators=[one_line, visible])
    query = models.CharField(
        max_length=MAX_QUERY_LENGTH,
        blank=True,
        validators=[plain_query],
        help_text="Query string without the leading ?.",
    )
    scope = models.CharField(max_length=4, choices=Scope.choices, default=Scope.ALL)
    # The owner's order, from 0.
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("position", "id")
        constraints = [models.UniqueConstraint("owner", "name", name="saved_view_name_unique")]
        indexes = [models.Index("owner", "position", "id", name="saved_view_order")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = force_line(self.name)
        super().save(*args, **kwargs)
