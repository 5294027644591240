"""Products and categories: HTTP in, HTTP out. Rules are in services.py, permissions.py and filters.py."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from ..http import idempotency
from ..http.conditional import etag, expected_versions, has_already
from ..http.filters import MAX_SEARCH
from ..http.idempotency_header import REPLAYED, as_sent, create_once, read_key
from ..http.lists import list_response, live_headers
from ..http.query_parameters import check_parameters
from ..http.schema import IDEMPOTENCY_KEY
from ..live import log
from ..permissions import MayEditProduct, MayWrite
from ..stock.views import StockActions
from .filters import ProductFilter
from .listings import PRODUCTS
from .models import Category, Product
from .rows import instance_row, product_rows
from .schema import IF_MATCH, LIST_PARAMETERS, SEARCH, STALE_RESPONSE, SUGGESTION, list_responses
from .serializers import CategorySerializer, ProductSerializer
from .services import create_product, delete_product, update_product
from .spelling import suggestion


class CategoryViewSet(mixins.ListModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet[Category]):
    """Categories, by name. Everybody but viewers may add one."""

    queryset = Category.objects.all()
    serializer_class = CategorySerializer
    filter_backends = ()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        check_parameters(request.query_params)
        return super().list(request, *args, **kwargs)

    @extend_schema(parameters=[IDEMPOTENCY_KEY])
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        def work() -> dict[str, Any]:
            serializer = self.get_serializer(data=request.data)
            serializer.is_valid(raise_exception=True)
            serializer.save()
            return dict(serializer.data)

        return create_once(request, work)


@extend_schema_view(
    retrieve=extend_schema(responses={200: ProductSerializer, 304: None}),
    update=extend_schema(parameters=[IF_MATCH], responses={200: ProductSerializer, 412: STALE_RESPONSE}),
    partial_update=extend_schema(parameters=[IF_MATCH], responses={200: ProductSerializer, 412: STALE_RESPONSE}),
    destroy=extend_schema(parameters=[IF_MATCH], responses={204: None, 412: STALE_RESPONSE}),
)
class ProductViewSet(StockActions):
    """Products. Everybody reads, everybody but viewers adds; the owner and managers change and delete."""

    queryset = Product.objects.all()
    serializer_class = ProductSerializer
    permission_classes: tuple[type[BasePermission], ...] = (IsAuthenticated, MayWrite, MayEditProduct)
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

    @extend_schema(parameters=[SEARCH], responses=SUGGESTION)
    @action(detail=False)
    def did_you_mean(self, request: Request) -> Response:
        """A search that finds something, for one that finds nothing: other spelling, joined or split words."""
        check_parameters(request.query_params, once=["search"])
        search = request.query_params.get("search", "")
        if len(search) > MAX_SEARCH:
            raise ValidationError({"search": [f"At most {MAX_SEARCH} characters."]})
        return Response({"search": suggestion(search)})

    @extend_schema(parameters=[IDEMPOTENCY_KEY])
    def create(self, request: Request) -> Response:
        key = read_key(request)
        claim: dict[str, Any] = {"key": key, "request": as_sent(request) if key else None}
        answer = idempotency.find(user=request.user, **claim)
        if answer is None:
            serializer = self.get_serializer(data=request.data)
            serializer.is_valid(raise_exception=True)
            fields = dict(serializer.validated_data)
            image = fields.pop("image", None)
            answer = create_product(actor=request.user, fields=fields, image=image, **claim)
        headers = {"Location": request.build_absolute_uri(f"{request.path}{answer.body['id']}/")}
        if answer.replayed:
            headers |= REPLAYED
        position = answer.position or log.take_last_written()
        return _written(answer.body, position, status=status.HTTP_201_CREATED, headers=headers)

    def retrieve(self, request: Request, pk: str) -> Response:
        position = log.position()
        rows = product_rows(self.get_queryset().filter(pk=pk))
        if not rows:
            self.get_object()  # raises the usual 404
        headers = {"ETag": etag(rows[0]), **live_headers(position)}
        if has_already(request, headers["ETag"]):
            return Response(status=status.HTTP_304_NOT_MODIFIED, headers=headers)
        return Response(rows[0], headers=headers)

    def update(self, request: Request, pk: str) -> Response:
        return self._write(request, partial=False)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Change only the fields that are sent."""
        return self._write(request, partial=True)

    def destroy(self, request: Request, pk: str) -> Response:
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
        return _written(instance_row(product), log.take_last_written() or before)


def _written(
    row: Any,
    position: log.Position | None,
    *,
    status: int = status.HTTP_200_OK,
    headers: dict[str, str] | None = None,
) -> Response:
    return Response(row, status=status, headers={"ETag": etag(row), **live_headers(position), **(headers or {})})
