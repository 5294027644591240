from typing import Any

from rest_framework import serializers


class ListField(serializers.ListField):
    """Reports the first invalid item only, as other fields report their error; DRF's reports them by number."""

    def run_child_validation(self, data: list[Any]) -> list[Any]:
        return [self.child.run_validation(each) for each in data]
