"""One's own account, the accounts of others, and the links that open doors."""

from typing import Any

from django.contrib.auth import get_user_model
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from ..http.number_fields import WholeNumberField
from ..stock import mail
from . import links, names, roles
from . import services as accounts
from .errors import NO_ADMIN
from .models import OneTimeLink, SignIn
from .serializers import NameField

User = get_user_model()

_CODE_HELP = "The part of the link after the #."


class CodeField(serializers.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100, help_text=_CODE_HELP, **kwargs)


class PasswordField(serializers.CharField):
    """A password as it was typed, blanks at its ends included. Written, never read."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(write_only=True, max_length=128, trim_whitespace=False, **kwargs)


class AccountSerializer(serializers.ModelSerializer[Any]):
    """Your account, and what it may do."""

    role = serializers.SerializerMethodField()
    rights = serializers.SerializerMethodField(help_text="What the account may do besides reading.")
    email_confirmed = serializers.SerializerMethodField(
        help_text="Whether the email address is confirmed, so that alerts are sent to it."
    )
    admins = serializers.SerializerMethodField(help_text="Usernames of at most ten admins to ask for help.")

    class Meta:
        model = User
        fields = (
            "id",
            "username",
            "email",
            "email_confirmed",
            "role",
            "rights",
            "admins",
            "is_staff",
            "date_joined",
        )

    def get_role(self, user: Any) -> roles.Role:
        return roles.role_of(user)

    def get_rights(self, user: Any) -> list[roles.Right]:
        return roles.standing_of(user).listed

    def get_email_confirmed(self, user: Any) -> bool:
        return bool(user.email) and (user.is_staff or user.groups.filter(name=mail.RECIPIENTS).exists())

    def get_admins(self, user: Any) -> list[str]:
        return list(roles.admins().values_list("username", flat=True)[:10])


class AccountChangeSerializer(serializers.Serializer[Any]):
    """A new email address requires the password, since links to reset a password are sent there."""

    username = NameField(required=False)
    email = serializers.EmailField(required=False, max_length=254)
    password = PasswordField(required=False)

    def validate_username(self, name: str) -> str:
        account: Any = self.instance
        is_new = name != account.username
        if is_new and (problem := accounts.name_problem(name, besides=account.pk, chosen=True)):
            raise ValidationError(problem, code=names.code_of(problem))
        return name

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        account: Any = self.instance
        if attrs.get("email", account.email) != account.email and "password" not in attrs:
            raise ValidationError(
                {"password": ["Enter your password to change your email address."]}, code="password_needed"
            )
        return attrs


class ConfirmedSerializer(serializers.Serializer[Any]):
    """For what cannot be taken back."""

    password = PasswordField()


class PasswordChangeSerializer(serializers.Serializer[Any]):
    old_password = PasswordField()
    new_password = PasswordField()


class PasswordForgottenSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)


class PasswordResetSerializer(serializers.Serializer[Any]):
    code = CodeField()
    password = PasswordField()


class CodeSerializer(serializers.Serializer[Any]):
    code = CodeField()


class SignInRecordSerializer(serializers.ModelSerializer[SignIn]):
    id = serializers.CharField(source="family")
    agent = serializers.CharField(help_text="The client's User-Agent header.")
    address = serializers.CharField(help_text="IP address that the device last used; for IPv6, its network.")
    is_current = serializers.SerializerMethodField(help_text="Whether this is the device that sent the request.")

    class Meta:
        model = SignIn
        fields = ("id", "created_at", "last_seen", "address", "agent", "is_current")

    def get_is_current(self, sign_in: SignIn) -> bool:
        return bool(sign_in.pk == getattr(self.context["request"].auth, "family", ""))


class PersonNameSerializer(serializers.Serializer[Any]):
    """What everyone may know about an account."""

    username = serializers.CharField()


class ServiceAccountSerializer(serializers.Serializer[Any]):
    """A new account for a program."""

    username = NameField()
    role = serializers.ChoiceField(choices=roles.ROLES, help_text="Any role except admin.")
    service = serializers.BooleanField(help_text="Must be true: people join by invitation.")

    def validate_role(self, role: roles.Role) -> roles.Role:
        if role == "admin":
            raise ValidationError(NO_ADMIN)
        return role

    def validate_service(self, is_service: bool) -> bool:
        if not is_service:
            raise ValidationError("Only service accounts can be added here. Invite people instead.")
        return is_service


class PersonSerializer(serializers.ModelSerializer[Any]):
    """An account as admins see it."""

    username = NameField()
    email = serializers.EmailField(max_length=254, allow_blank=True)
    role = serializers.ChoiceField(choices=roles.ROLES)
    is_active = serializers.BooleanField()
    last_seen = serializers.DateTimeField(read_only=True, allow_null=True)
    service = serializers.BooleanField(
        read_only=True, help_text="true for the account of a program, which has only tokens."
    )

    class Meta:
        model = User
        fields = (
            "id",
            "username",
            "email",
            "role",
            "is_active",
            "is_staff",
            "date_joined",
            "last_seen",
            "service",
        )
        read_only_fields = ("id", "is_staff", "date_joined")

    def to_representation(self, instance: Any) -> dict[str, Any]:
        groups = [group.name for group in instance.groups.all()]  # which a list has fetched at once
        instance.service = roles.SERVICE_ACCOUNTS in groups
        instance.role = "admin" if instance.is_superuser else roles.role_among(groups)
        return super().to_representation(instance)

    def validate_username(self, name: str) -> str:
        person: Any = self.instance
        if name != person.username and (problem := accounts.name_problem(name, besides=person.pk)):
            raise ValidationError(problem, code=names.code_of(problem))
        return name


class InvitationSerializer(serializers.ModelSerializer[OneTimeLink]):
    role = serializers.ChoiceField(choices=roles.ROLES)
    email = serializers.EmailField(
        max_length=254, required=False, allow_blank=True, help_text="Email address of the invited person."
    )
    days = WholeNumberField(
        min_value=1,
        max_value=links.MAX_INVITATION_DAYS,
        required=False,
        write_only=True,
        help_text=f"Number of days until the invitation expires. Default: {links.INVITATION_DAYS}.",
    )
    created_by = serializers.CharField(source="created_by.username", read_only=True, allow_null=True, default=None)
    used_by = serializers.CharField(source="used_by.username", read_only=True, allow_null=True, default=None)

    class Meta:
        model = OneTimeLink
        fields: tuple[str, ...] = (
            "id",
            "role",
            "email",
            "days",
            "created_by",
            "created_at",
            "expires_at",
            "used_at",
            "used_by",
        )
        read_only_fields = ("id", "created_at", "expires_at", "used_at")


class NewInvitationSerializer(InvitationSerializer):
    """A new invitation, with its link."""

    link = serializers.CharField(read_only=True, help_text="Only shown in this response. The link works once.")

    class Meta(InvitationSerializer.Meta):
        fields: tuple[str, ...] = (*InvitationSerializer.Meta.fields, "link")


class InvitedSerializer(serializers.Serializer[Any]):
    """What an invitation or setup link is for."""

    purpose = serializers.ChoiceField(choices=["invitation", "setup"])
    role = serializers.ChoiceField(choices=roles.ROLES)
    email = serializers.CharField(help_text="Email address of the invited person; may be empty.")
    invited_by = serializers.CharField(source="created_by.username", allow_null=True, default=None)
    expires_at = serializers.DateTimeField()


class LinkSerializer(serializers.Serializer[Any]):
    link = serializers.CharField(help_text="Only shown in this response. The link works once.")
    expires_at = serializers.DateTimeField()


class ResetSerializer(serializers.Serializer[Any]):
    """The account whose password a link sets."""

    username = serializers.CharField()
    expires_at = serializers.DateTimeField()


class SentSerializer(serializers.Serializer[Any]):
    detail = serializers.CharField()
