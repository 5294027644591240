"""Saved views as they come in and go out."""

from rest_framework import serializers

from ..http.number_fields import WholeNumberField
from ..http.text_fields import LineField
from .models import MAX_QUERY_LENGTH, SavedView, plain_query


class SavedViewSerializer(serializers.Serializer[SavedView]):
    slug = serializers.CharField(
        read_only=True, help_text="Everyone who is signed in and has the slug can read the view."
    )
    name = LineField(max_length=60)
    query = serializers.CharField(
        max_length=MAX_QUERY_LENGTH,
        required=False,
        allow_blank=True,
        trim_whitespace=False,
        validators=[plain_query],
        help_text="The list's query string, without the leading ?.",
    )
    scope = serializers.ChoiceField(choices=SavedView.Scope.values, required=False)
    owner = serializers.CharField(source="owner.username", read_only=True)
    is_own = serializers.SerializerMethodField()
    position = WholeNumberField(
        min_value=0,
        max_value=1_000,
        required=False,
        help_text="Position among the owner's views, from 0. By default, a new view comes last.",
    )

    def get_is_own(self, view: SavedView) -> bool:
        return bool(view.owner_id == self.context["request"].user.pk)
