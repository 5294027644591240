"""The part of a product's addresses that is about its pictures."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from ..http.conditional import etag, expected_versions
from ..http.idempotency import Answer
from ..http.idempotency_header import create_row_once
from ..http.lists import live_headers, row_response
from ..http.schema import IDEMPOTENCY_KEY
from ..live import log
from .picture_services import add_picture, order_pictures, remove_picture
from .pictures import pictures_of
from .rows import instance_row, picture_row
from .schema import IF_MATCH, STALE_RESPONSE
from .serializers import NewPictureSerializer, PictureOrderSerializer, PictureSerializer, ProductSerializer


class PictureActions(viewsets.GenericViewSet[Any]):
    """Several pictures a product: the first is its cover. Who may change the product changes them."""

    @extend_schema(responses=PictureSerializer(many=True), filters=False)
    @action(detail=True)
    def pictures(self, request: Request, pk: str) -> Response:
        """List all pictures of a product, cover first: what the product has as `image` and `more_pictures`."""
        position = log.position()
        product = self.get_object()
        rows = [picture_row(picture) for picture in pictures_of(product)]
        return Response(rows, headers={"ETag": etag(instance_row(product)), **live_headers(position)})

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        request=NewPictureSerializer,
        responses={201: ProductSerializer, 412: STALE_RESPONSE},
    )
    @pictures.mapping.post
    def add_picture(self, request: Request, pk: str) -> Response:
        """Add a picture after the others; the first one is the cover.

        409 `too_many_pictures` if the product already has `max_pictures` (see `config/`).
        """
        product = self.get_object()

        def add(**claim: Any) -> Answer:
            serializer = NewPictureSerializer(data=request.data)
            serializer.is_valid(raise_exception=True)
            return add_picture(
                actor=request.user,
                product_id=product.pk,
                image=serializer.validated_data["image"],
                expected_versions=expected_versions(request),
                **claim,
            )

        return create_row_once(request, add)

    @extend_schema(
        parameters=[IF_MATCH],
        request=PictureOrderSerializer,
        responses={200: ProductSerializer, 412: STALE_RESPONSE},
    )
    @pictures.mapping.put
    def order_pictures(self, request: Request, pk: str) -> Response:
        """Reorder the pictures. The first one becomes the cover."""
        before = log.position()
        product = self.get_object()
        serializer = PictureOrderSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        product = order_pictures(
            product_id=product.pk,
            ids=serializer.validated_data["order"],
            expected_versions=expected_versions(request),
        )
        return row_response(instance_row(product), log.take_last_written() or before)

    @extend_schema(parameters=[IF_MATCH], responses={200: ProductSerializer, 412: STALE_RESPONSE}, request=None)
    @action(detail=True, methods=["delete"], url_path="pictures/(?P<picture>[^/]{1,200})")
    def remove_picture(self, request: Request, pk: str, picture: str) -> Response:
        """Permanently remove a picture. If it was the cover, the next one becomes the cover."""
        before = log.position()
        product = self.get_object()
        product = remove_picture(
            product_id=product.pk, picture=picture, expected_versions=expected_versions(request)
        )
        return row_response(instance_row(product), log.take_last_written() or before)
