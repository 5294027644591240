"""Label templates: how labels look, and what they are printed on, under a name."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..core.text import force_line
from ..core.validators import one_line, visible


class LabelTemplate(models.Model):
    """Its owner changes it; with *shared* everyone prints with it."""

    class Arrangement(models.TextChoices):
        LEFT = "left"
        TOP = "top"
        CODE_ONLY = "code_only"
        PRICE = "price"

    class Code(models.TextChoices):
        AUTO = "auto"
        BARCODE = "barcode"
        QR = "qr"
        NONE = "none"

    name = models.CharField(max_length=60, validators=[one_line, visible])
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="label_templates")
    shared = models.BooleanField(default=False)
    # The slug of a built-in medium, or the numbers of one's own (media.Geometry).
    media = models.CharField(max_length=30, blank=True)
    geometry = models.JSONField(null=True, blank=True)
    layout = models.CharField(max_length=9, choices=Arrangement.choices, default=Arrangement.TOP)
    code = models.CharField(max_length=7, choices=Code.choices, default=Code.AUTO)
    # [{field, size, bold}], at most four.
    lines = models.JSONField(default=list, blank=True)
    show_price = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint("owner", "name", name="label_template_name_unique"),
            models.CheckConstraint(
                condition=models.Q(media="", geometry__isnull=False)
                | (~models.Q(media="") & models.Q(geometry__isnull=True)),
                name="label_template_one_medium",
            ),
            models.CheckConstraint(
                condition=models.Q(layout__in=("left", "top", "code_only", "price")),
                name="label_template_layout_known",
            ),
            models.CheckConstraint(
                condition=models.Q(code__in=("auto", "barcode", "qr", "none")), name="label_template_code_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = force_line(self.name)
        super().save(*args, **kwargs)
