"""The settings of the place, for admins."""

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ..http.query_parameters import check_parameters
from ..permissions import MayManagePlace
from .serializers import PlaceSerializer
from .services import change_place, stored


class PlaceView(APIView):
    read_scope = "admin"
    permission_classes = (IsAuthenticated, MayManagePlace)

    @extend_schema(responses=PlaceSerializer)
    def get(self, request: Request) -> Response:
        """Get what admins have set for this place, and the defaults for what they have not. For admins."""
        check_parameters(request.query_params)
        return Response(PlaceSerializer(stored()).data)

    @extend_schema(request=PlaceSerializer, responses=PlaceSerializer)
    def patch(self, request: Request) -> Response:
        """Change only the fields that are sent. Open screens are updated within a second. For admins."""
        serializer = PlaceSerializer(data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        return Response(PlaceSerializer(change_place(fields=dict(serializer.validated_data))).data)
