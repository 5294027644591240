"""What is kept about accounts beside Django's own tables: who holds a name, and which refresh tokens are spent."""

from django.conf import settings
from django.db import models


class AccountName(models.Model):
    """The account that a name means, however it is typed: no two accounts have names that differ in case or width.

    Accounts that were twins before there was this table share a key, and only the oldest has a row.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    # `names.key_of` of the username.
    key = models.CharField(max_length=500, unique=True)

    def __str__(self) -> str:
        return self.key


class SpentToken(models.Model):
    """A refresh token that was exchanged for a new pair. Of two exchanges at once, the one that inserts it counts.

    The new pair itself is not stored: it is signed again from `successor` and `spent_at`.
    """

    jti = models.CharField(max_length=64, primary_key=True)
    successor = models.CharField(max_length=64)
    spent_at = models.DateTimeField()
    # The token's own end: from then on it is refused without this row.
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.jti


class EndedSession(models.Model):
    """A sign-in whose refresh tokens are all refused, by the `family` that they carry."""

    family = models.CharField(max_length=64, primary_key=True)
    ended_at = models.DateTimeField()
    # No refresh token of the family lives longer.
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.family
