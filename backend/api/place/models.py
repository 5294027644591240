"""What admins have set for this place."""

from typing import Any, Final

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models

from ..core.text import force_line
from ..core.validators import one_line

ONLY: Final = 1
MAX_TRASH_DAYS: Final = 3650
# What people may say of a movement; to count and to correct is always possible.
OPTIONAL_REASONS: Final = ("receive", "return", "sale", "damage", "loss")
REGISTRATIONS: Final = ("open", "invite", "closed")
CURRENCY: Final = RegexValidator(r"\A[A-Z]{3}\Z", "Must be a code of three capital letters, such as EUR.")


class PlaceSettings(models.Model):
    """The only row has ONLY for its key. What is empty is as the environment says."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    name = models.CharField(max_length=60, blank=True, validators=[one_line])
    currency = models.CharField(max_length=3, blank=True, validators=[CURRENCY])
    trash_days = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MAX_TRASH_DAYS)]
    )
    registration = models.CharField(max_length=6, blank=True, choices=[(one, one) for one in REGISTRATIONS])
    # Those of OPTIONAL_REASONS that the app offers, in their order; null: all.
    reasons = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "place settings"
        permissions = (("manage_place", "Can change the settings of the place"),)
        constraints = [models.CheckConstraint(condition=models.Q(id=ONLY), name="place_settings_only_one")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = force_line(self.name)
        super().save(*args, **kwargs)
