from typing import Any

from rest_framework import serializers


class TrashedProductSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(help_text="Product id, which stays the same when the product is restored.")
    sku = serializers.CharField()
    name = serializers.CharField()
    category = serializers.CharField()
    price = serializers.CharField()
    quantity = serializers.IntegerField()
    thumbnail = serializers.CharField(allow_null=True)
    owner = serializers.CharField(allow_null=True)
    created_by = serializers.IntegerField(allow_null=True)
    deleted_at = serializers.DateTimeField()
    deleted_by = serializers.CharField(allow_null=True)
    removed_at = serializers.DateTimeField(help_text="When the product will be permanently deleted.")
