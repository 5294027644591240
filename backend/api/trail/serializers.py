"""What the OpenAPI schema says of entries."""

from typing import Any, Final

from rest_framework import serializers

from .models import AuditEntry

ACTIONS: Final = tuple(str(action) for action in AuditEntry.Action)


class FieldChangeSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    old = serializers.JSONField(allow_null=True, help_text="Value before the change.")
    new = serializers.JSONField(allow_null=True)
    hidden = serializers.BooleanField(help_text="true if the field has changed but its values are not kept.")


class HistoryEntrySerializer(serializers.Serializer[Any]):
    """A change to an object."""

    # Describes `rows.HistoryRow`.

    id = serializers.IntegerField()
    at = serializers.DateTimeField()
    actor = serializers.CharField(allow_null=True, help_text="Username. Null if nobody was signed in.")
    source = serializers.CharField(  # type: ignore[assignment]  # declared fields are no attributes at run time
        help_text="api, admin, command, system or import."
    )
    via = serializers.CharField(allow_null=True, help_text="Name of the token that was used, or null.")
    action = serializers.ChoiceField(choices=ACTIONS)
    changes = FieldChangeSerializer(many=True)


class AuditEntrySerializer(HistoryEntrySerializer):
    """An entry in the audit trail."""

    # Describes `rows.EntryRow`.

    kind = serializers.CharField()
    object = serializers.CharField(help_text="Id of the object; empty if it has none.")
    label = serializers.CharField(help_text="Name of the object at the time.")  # type: ignore[assignment]  # as above
    address = serializers.CharField(help_text="IP address that the request came from; for IPv6, its network.")
