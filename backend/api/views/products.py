"""Products and categories: HTTP in, HTTP out. Rules are in services/, permissions.py and filters.py."""

import re
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from ..filters import ProductFilter
from ..live import log
from ..models import Category, Product
from ..pagination import PRODUCTS
from ..permissions import IsOwnerOrReadOnly
from ..schema import IF_MATCH, LIST_PARAMETERS, STALE_RESPONSE, list_responses
from ..selectors import ProductRow, instance_row, product_rows
from ..serializers.products import CategorySerializer, ProductSerializer
from ..services.products import create_product, delete_product, update_product
from .lists import etag, list_response, live_headers
from .stock import StockActions

_ETAG = re.compile(r'(?:W/)?"v(\d{1,10})"')


class CategoryViewSet(mixins.ListModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet[Category]):
    """Categories, by name. Anybody who is signed in may add one."""

    queryset = Category.objects.all()
    serializer_class = CategorySerializer
    filter_backends = ()


@extend_schema_view(
    retrieve=extend_schema(responses={200: ProductSerializer, 304: None}),
    update=extend_schema(parameters=[IF_MATCH], responses={200: ProductSerializer, 412: STALE_RESPONSE}),
    partial_update=extend_schema(parameters=[IF_MATCH], responses={200: ProductSerializer, 412: STALE_RESPONSE}),
    destroy=extend_schema(parameters=[IF_MATCH], responses={204: None, 412: STALE_RESPONSE}),
)
class ProductViewSet(StockActions):
    """Products. Everybody who is signed in reads and adds; only the owner changes or deletes."""

    queryset = Product.objects.all()
    serializer_class = ProductSerializer
    permission_classes: tuple[type[BasePermission], ...] = (IsAuthenticated, IsOwnerOrReadOnly)
    lookup_value_regex = "[0-9]{1,18}"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        # Threads outlive requests: what an earlier one has left here is not this one's write.
        log.take_last_written()

    @extend_schema(parameters=LIST_PARAMETERS, responses=list_responses())
    def list(self, request: Request) -> Response:
        """All products: a JSON array. Paging is in the headers Link and X-Total-Count."""
        return list_response(request, PRODUCTS, ProductFilter, self.get_queryset())

    @extend_schema(parameters=LIST_PARAMETERS, responses=list_responses())
    @action(detail=False)
    def my_products(self, request: Request) -> Response:
        """The products of the signed-in user, with the parameters of the list."""
        mine = self.get_queryset().filter(created_by=request.user.pk)
        return list_response(request, PRODUCTS, ProductFilter, mine)

    def create(self, request: Request) -> Response:
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        fields = dict(serializer.validated_data)
        image = fields.pop("image", None)
        product = create_product(actor=request.user, fields=fields, image=image)
        row = instance_row(product)
        location = request.build_absolute_uri(f"{request.path}{product.pk}/")
        return _written(row, status=status.HTTP_201_CREATED, headers={"Location": location})

    def retrieve(self, request: Request, pk: str) -> Response:
        position = log.position()
        rows = product_rows(self.get_queryset().filter(pk=pk))
        if not rows:
            self.get_object()  # raises the usual 404
        headers = {"ETag": etag(rows[0]), **live_headers(position)}
        if headers["ETag"] in request.headers.get("If-None-Match", "").replace("W/", ""):
            return Response(status=status.HTTP_304_NOT_MODIFIED, headers=headers)
        return Response(rows[0], headers=headers)

    def update(self, request: Request, pk: str) -> Response:
        return self._write(request, partial=False)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Change only the fields that are sent."""
        return self._write(request, partial=True)

    def destroy(self, request: Request, pk: str) -> Response:
        product = self.get_object()
        delete_product(product_id=product.pk, expected_version=expected_version(request))
        return Response(status=status.HTTP_204_NO_CONTENT, headers=live_headers(log.take_last_written()))

    def _write(self, request: Request, *, partial: bool) -> Response:
        product = self.get_object()
        serializer = self.get_serializer(product, data=request.data, partial=partial)
        serializer.is_valid(raise_exception=True)
        fields = dict(serializer.validated_data)
        remove_image = "image" in fields and fields["image"] is None
        product = update_product(
            product_id=product.pk,
            image=fields.pop("image", None),
            fields=fields,
            remove_image=remove_image,
            expected_version=expected_version(request),
        )
        return _written(instance_row(product))


def expected_version(request: Request) -> int | None:
    """The version that `If-Match` asks for; None when the write is unconditional.

    A tag that is not one of ours can match nothing: version 0 never exists.
    """
    header = request.headers.get("If-Match", "").strip()
    if not header or header == "*":
        return None
    match = _ETAG.fullmatch(header)
    return int(match[1]) if match else 0


def _written(
    row: ProductRow, *, status: int = status.HTTP_200_OK, headers: dict[str, str] | None = None
) -> Response:
    live = live_headers(log.take_last_written())
    return Response(row, status=status, headers={"ETag": etag(row), **live, **(headers or {})})
