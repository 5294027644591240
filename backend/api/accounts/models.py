"""What is kept about accounts beside Django's own tables: names, sign-ins and their tokens, links for one use."""

from django.conf import settings
from django.db import models
from django.utils import timezone


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


class SignIn(models.Model):
    """A device that someone has signed in with: a family of refresh tokens, and when it was last heard of.

    One that has ended is kept for a while, for when the account was last seen.
    """

    family = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_ins")
    created_at = models.DateTimeField(default=timezone.now)
    # When it last renewed its tokens; at least once in the lifetime of an access token, while it is open.
    last_seen = models.DateTimeField(default=timezone.now)
    # As the throttles count it: an IPv6 client by its network.
    address = models.CharField(max_length=64, blank=True)
    # What the client calls itself, cut off.
    agent = models.CharField(max_length=200, blank=True)
    # Of the password that its tokens were issued under, as they carry it: with another one they are void.
    password_digest = models.CharField(max_length=64)
    # The end of its newest refresh token.
    expires_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("user", "last_seen", name="sign_in_user_seen")]

    def __str__(self) -> str:
        return self.family


class ApiToken(models.Model):
    """What a program signs in with: a token that acts for an account, with its own name, scopes and end.

    The token itself is not stored. One that has expired is kept for a while: its owner sees why it stopped.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=60)
    # SHA-256 of the token, which is random: a slow hash would guard nothing more.
    digest = models.CharField(max_length=64, unique=True)
    # Names of `roles.SCOPES`, with blanks between.
    scopes = models.CharField(max_length=100)
    # The admin who made it for a service account, or the owner.
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)
    # Written once a minute at most (api_tokens.py).
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class OneTimeLink(models.Model):
    """A link that opens one door once: its secret is not stored, only a digest of it.

    An invitation that was used is kept until it expires, to tell who came by it.
    """

    class Purpose(models.TextChoices):
        INVITATION = "invitation"
        SETUP = "setup", "setup of the first account"
        PASSWORD = "password", "new password"
        EMAIL = "email", "confirmation of an address"

    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    # SHA-256 of the secret, which is random: a slow hash would guard nothing more.
    digest = models.CharField(max_length=64, unique=True)
    # Of invitations: what the new account will be.
    role = models.CharField(max_length=8, blank=True)
    # Of invitations, perhaps, whom it is for; of confirmations, the address that is confirmed.
    email = models.EmailField(max_length=254, blank=True)
    # Of links for a new password: of the password that it replaces. With another one by now the link is void.
    password_digest = models.CharField(max_length=64, blank=True)
    # Whose password or address it is about.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    # The admin who made it; none of the server's own.
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        permissions = (("manage_people", "Can invite people and change their roles"),)

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class LinkRequest(models.Model):
    """A mail that is to be sent: a link for a forgotten password or to confirm an address, or a word of a change.

    Whose address it is is looked up when the mail is sent. So a request for a new password is answered the same,
    and as fast, whether the address is known or not.
    """

    # The owner is told that the password was changed. No link, and so not among those of OneTimeLink.
    CHANGED = "changed"

    purpose = models.CharField(
        max_length=10, choices=[*OneTimeLink.Purpose.choices, (CHANGED, "password changed")]
    )
    email = models.CharField(max_length=254)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"
