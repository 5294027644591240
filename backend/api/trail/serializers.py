"""What the OpenAPI schema says of entries."""

from typing import Any, Final

from rest_framework import serializers

from .models import AuditEntry

ACTIONS: Final = tuple(str(action) for action in AuditEntry.Action)


class FieldChangeSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    old = serializers.JSONField(allow_null=True, help_text="What was there before.")
    new = serializers.JSONField(allow_null=True)
    hidden = serializers.BooleanField(help_text="It has changed, and its values are not kept.")


class HistoryEntrySerializer(serializers.Serializer[Any]):
    """Describes `rows.HistoryRow`."""

    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    actor = serializers.CharField(allow_null=True, help_text="Username; null: nobody was signed in.")
    source = serializers.CharField(  # type: ignore[assignment]  # declared fields are no attributes at run time
        help_text="api, admin, command, system or import."
    )
    via = serializers.CharField(allow_null=True, help_text="The token that the actor used.")
    action = serializers.ChoiceField(choices=ACTIONS)
    changes = FieldChangeSerializer(many=True)


class AuditEntrySerializer(HistoryEntrySerializer):
    """Describes `rows.EntryRow`."""

    kind = serializers.CharField()
    object = serializers.CharField(help_text="Its id; empty where there is none.")
    label = serializers.CharField(help_text="What it was called.")  # type: ignore[assignment]  # as above
    address = serializers.CharField(help_text="Where the request came from; IPv6 by its network.")
