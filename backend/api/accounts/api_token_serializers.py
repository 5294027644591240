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
        max_length=60, help_text='What it is for. Changes made with it say so: "ana via Label printer".'
    )
    scopes = serializers.MultipleChoiceField(choices=list(roles.SCOPES), allow_empty=False)
    expires_at = serializers.DateTimeField(
        required=False, help_text="At most ten years away; a year when left out."
    )
    user = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.all(),
        required=False,
        help_text="The service account that it is for, where an admin makes it; one's own when left out.",
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
    """As it is answered once: with the token itself."""

    token = serializers.CharField(read_only=True, help_text="Shown now and never again.")

    class Meta(ApiTokenSerializer.Meta):
        fields: tuple[str, ...] = (*ApiTokenSerializer.Meta.fields, "token")
