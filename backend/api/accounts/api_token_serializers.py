"""Tokens for programs: what is asked for, and how they are listed."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from ..http.text_fields import LineField
from . import api_tokens, roles
from .models import ApiToken

User = get_user_model()


class ApiTokenSerializer(serializers.ModelSerializer[ApiToken]):
    name = LineField(
        max_length=60,
        help_text='What the token is for. Changes made with it show the name: "ana via Label printer".',
    )
    scopes = serializers.MultipleChoiceField(choices=list(roles.SCOPES), allow_empty=False)
    expires_at = serializers.DateTimeField(
        required=False, help_text="At most ten years from now. Default: one year from now."
    )
    user = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.all(),
        required=False,
        help_text="For admins: id of the service account that the token is for. Default: your own account.",
    )
    created_by = serializers.CharField(source="created_by.username", read_only=True, allow_null=True, default=None)

    class Meta:
        model = ApiToken
        fields: tuple[str, ...] = (
            "id",
            "name",
            "scopes",
            "user",
            "created_by",
            "created_at",
            "expires_at",
            "last_used_at",
        )
        read_only_fields = ("id", "created_at", "last_used_at")

    def validate_expires_at(self, at: datetime) -> datetime:
        if at <= timezone.now():
            raise ValidationError("This is in the past.")
        if at > timezone.now() + timedelta(days=api_tokens.MAX_DAYS):
            raise ValidationError("A token expires after ten years at most.")
        return at

    def to_representation(self, instance: ApiToken) -> dict[str, Any]:
        return {**super().to_representation(instance), "scopes": api_tokens.scopes_of(instance)}


class NewApiTokenSerializer(ApiTokenSerializer):
    """A new token, including its secret value."""

    token = serializers.CharField(read_only=True, help_text="Only shown in this response.")

    class Meta(ApiTokenSerializer.Meta):
        fields: tuple[str, ...] = (*ApiTokenSerializer.Meta.fields, "token")
