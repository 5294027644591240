"""Sample data by a button: added, counted, removed."""

from typing import Any

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ..http.idempotency_header import REPLAYED, as_sent, read_key
from ..http.schema import IDEMPOTENCY_KEY
from ..permissions import MayAddProducts
from .services import add_samples, remove_samples, standing_for


class SamplesSerializer(serializers.Serializer[Any]):
    removable = serializers.IntegerField(
        help_text="Samples that nobody has changed or moved and that you may delete."
    )
    changed = serializers.IntegerField(help_text="Samples that someone has changed or moved. They stay.")
    not_yours = serializers.IntegerField(help_text="Other people's samples, which you may not delete.")


class SamplesAddedSerializer(serializers.Serializer[Any]):
    added = serializers.IntegerField()


class SamplesRemovedSerializer(serializers.Serializer[Any]):
    removed = serializers.IntegerField()
    changed = serializers.IntegerField(
        help_text="Samples that someone has changed or moved. They stay, as ordinary products."
    )
    not_yours = serializers.IntegerField(help_text="Other people's samples, which you may not delete. They stay.")


_REFUSED = inline_serializer(
    "SamplesRefusal", {"detail": serializers.CharField(), "code": serializers.CharField()}
)


class SamplesView(APIView):
    write_scope = "products"
    permission_classes = (IsAuthenticated, MayAddProducts)

    @extend_schema(responses=SamplesSerializer)
    def get(self, request: Request) -> Response:
        """Count the sample products: those that can be removed, and those that would stay."""
        return Response(standing_for(request.user)._asdict())

    @extend_schema(
        request=None, parameters=[IDEMPOTENCY_KEY], responses={201: SamplesAddedSerializer, 409: _REFUSED}
    )
    def post(self, request: Request) -> Response:
        """Add 60 sample products with pictures and a history to an empty inventory. You will own them.

        409 `not_empty` if there are products already, `no_sample_categories` if all original categories have been
        deleted.
        """
        key = read_key(request)
        answer = add_samples(actor=request.user, key=key, request=as_sent(request) if key else None)
        return Response(answer.body, status=status.HTTP_201_CREATED, headers=REPLAYED if answer.replayed else {})

    @extend_schema(responses={200: SamplesRemovedSerializer})
    def delete(self, request: Request) -> Response:
        """Move samples to the trash: those that nobody has changed or moved and that you may delete."""
        removed, changed, not_yours = remove_samples(actor=request.user)
        return Response({"removed": removed, "changed": changed, "not_yours": not_yours})
