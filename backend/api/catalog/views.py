"""Products and categories: HTTP in, HTTP out. Rules are in services.py, permissions.py and filters.py."""

from typing import Any

from django.db.models import Count, QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from ..http.conditional import etag, expected_versions, has_already
from ..http.filters import MAX_SEARCH
from ..http.idempotency import Answer
from ..http.idempotency_header import create_once, create_row_once
from ..http.lists import list_response, live_headers, row_response
from ..http.query_parameters import check_parameters
from ..http.schema import IDEMPOTENCY_KEY
from ..live import log
from ..past.answers import past_list_response, past_product_response
from ..permissions import MayEditProduct, MayManageCategories, MayWrite
from ..stock.views import StockActions
from ..trail.views import HistoryActions
from .category_services import change_category, create_category, delete_category
from .filters import ProductFilter
from .listings import PRODUCTS
from .models import Category, Product
from .picture_views import PictureActions
from .rows import instance_row, product_rows
from .schema import (
    AT,
    COUNTS,
    IF_MATCH,
    LIST_PARAMETERS,
    REPLACEMENT,
    SEARCH,
    STALE_RESPONSE,
    SUGGESTION,
    list_responses,
)
from .serializers import CategoryChangeSerializer, CategorySerializer, ProductSerializer
from .services import create_product, delete_product, update_product
from .spelling import suggestion


class CategoryViewSet(mixins.ListModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet[Category]):
    """Categories, in the order that managers gave them, or by name. Everyone but viewers may add one."""

    queryset = Category.objects.all()
    permission_classes: tuple[type[BasePermission], ...] = (IsAuthenticated, MayWrite, MayManageCategories)
    lookup_field = "slug"
    lookup_value_regex = "[A-Za-z0-9_-]{1,50}"
    serializer_class = CategorySerializer
    write_scope = "products"
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Category]:
        categories: QuerySet[Category] = super().get_queryset()
        if self.request.query_params.get("counts") == "true":
            return categories.annotate(product_count=Count("products"))
        return categories

    @extend_schema(parameters=[COUNTS])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List categories, in the order that managers have set, or else by name."""
        check_parameters(request.query_params, once=["counts"])
        if request.query_params.get("counts", "true") not in ("true", "false"):
            raise ValidationError({"counts": ["Must be true or false."]})
        return super().list(request, *args, **kwargs)

    @extend_schema(request=CategoryChangeSerializer, responses=CategorySerializer)
    def partial_update(self, request: Request, slug: str) -> Response:
        """Rename a category, or move it in the list. Its slug stays. Open screens are updated within seconds."""
        serializer = CategoryChangeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        category = change_category(slug=slug, fields=dict(serializer.validated_data))
        return Response(self.get_serializer(category).data)

    @extend_schema(parameters=[REPLACEMENT], responses={204: None})
    def destroy(self, request: Request, slug: str) -> Response:
        """Delete a category, or merge it into the one that replaces it.

        409 `category_in_use` if it has products but no `replacement`, `last_category` if it is the last one.
        """
        check_parameters(request.query_params, once=["replacement"])
        delete_category(slug=slug, replacement=request.query_params.get("replacement", ""))
        return Response(status=status.HTTP_204_NO_CONTENT, headers=live_headers(log.take_last_written()))

    @extend_schema(parameters=[IDEMPOTENCY_KEY])
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Add a category. For everyone but viewers."""

        def work() -> dict[str, Any]:
            serializer = self.get_serializer(data=request.data)
            serializer.is_valid(raise_exception=True)
            serializer.instance = create_category(**serializer.validated_data)
            return dict(serializer.data)

        return create_once(request, work)


@extend_schema_view(
    retrieve=extend_schema(parameters=[AT], responses={200: ProductSerializer, 304: None}),
    update=extend_schema(parameters=[IF_MATCH], responses={200: ProductSerializer, 412: STALE_RESPONSE}),
    partial_update=extend_schema(parameters=[IF_MATCH], responses={200: ProductSerializer, 412: STALE_RESPONSE}),
    destroy=extend_schema(parameters=[IF_MATCH], responses={204: None, 412: STALE_RESPONSE}),
)
class ProductViewSet(HistoryActions, StockActions, PictureActions):
    """Products. Everyone reads, everyone but viewers adds; the owner, managers and admins change and delete."""

    queryset = Product.objects.all()
    serializer_class = ProductSerializer
    write_scope = "products"
    permission_classes: tuple[type[BasePermission], ...] = (IsAuthenticated, MayWrite, MayEditProduct)
    lookup_value_regex = "[0-9]{1,18}"
    trail_kind = "product"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        # Threads outlive requests: what an earlier one has left here is not this one's write.
        log.take_last_written()

    @extend_schema(parameters=[*LIST_PARAMETERS, AT], responses=list_responses())
    def list(self, request: Request) -> Response:
        """List all products as a JSON array. Paging is in the headers Link and X-Total-Count.

        With `at`, the products are shown as they were then. That list is read-only, takes neither `offset` nor
        `code`, and cannot be sorted by `updated_at`. Quantities come from the ledger, everything else from the
        audit trail; `version` is 0.
        """
        if "at" in request.query_params:
            return past_list_response(request)
        return list_response(request, PRODUCTS, ProductFilter, self.get_queryset())

    @extend_schema(parameters=[*LIST_PARAMETERS, AT], responses=list_responses())
    @action(detail=False)
    def my_products(self, request: Request) -> Response:
        """List the products of the signed-in user. Takes the parameters of the product list."""
        if "at" in request.query_params:
            return past_list_response(request, owner_id=request.user.pk)
        mine = self.get_queryset().filter(created_by=request.user.pk)
        return list_response(request, PRODUCTS, ProductFilter, mine)

    @extend_schema(parameters=[SEARCH], responses=SUGGESTION)
    @action(detail=False)
    def did_you_mean(self, request: Request) -> Response:
        """Suggest a search that finds something for one that finds nothing.

        The suggestion has another spelling, or words joined or split. It is null if there is none.
        """
        check_parameters(request.query_params, once=["search"])
        search = request.query_params.get("search", "")
        if len(search) > MAX_SEARCH:
            raise ValidationError({"search": [f"At most {MAX_SEARCH} characters."]})
        return Response({"search": suggestion(search)})

    @extend_schema(parameters=[IDEMPOTENCY_KEY])
    def create(self, request: Request) -> Response:
        """Add a product. For everyone but viewers."""

        def new(**claim: Any) -> Answer:
            serializer = self.get_serializer(data=request.data)
            serializer.is_valid(raise_exception=True)
            fields = dict(serializer.validated_data)
            image = fields.pop("image", None)
            return create_product(actor=request.user, fields=fields, image=image, **claim)

        response = create_row_once(request, new)
        response["Location"] = request.build_absolute_uri(f"{request.path}{response.data['id']}/")
        return response

    def retrieve(self, request: Request, pk: str) -> Response:
        """Get a product. Everyone who is signed in can read it."""
        if "at" in request.query_params:
            return past_product_response(request, int(pk))
        position = log.position()
        rows = product_rows(self.get_queryset().filter(pk=pk))
        if not rows:
            self.get_object()  # raises the usual 404
        headers = {"ETag": etag(rows[0]), **live_headers(position)}
        if has_already(request, headers["ETag"]):
            return Response(status=status.HTTP_304_NOT_MODIFIED, headers=headers)
        return Response(rows[0], headers=headers)

    def update(self, request: Request, pk: str) -> Response:
        """Replace a product. For its owner, managers and admins."""
        return self._write(request, partial=False)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Change only the fields that are sent. For the owner, managers and admins."""
        return self._write(request, partial=True)

    def destroy(self, request: Request, pk: str) -> Response:
        """Move a product to the trash. For its owner, managers and admins."""
        product = self.get_object()
        delete_product(product_id=product.pk, expected_versions=expected_versions(request))
        return Response(status=status.HTTP_204_NO_CONTENT, headers=live_headers(log.take_last_written()))

    def _write(self, request: Request, *, partial: bool) -> Response:
        # Before the row: a write that changes nothing has no event of its own, and stands here.
        before = log.position()
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
            expected_versions=expected_versions(request),
        )
        return row_response(instance_row(product), log.take_last_written() or before)
