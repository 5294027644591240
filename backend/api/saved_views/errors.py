"""Why a saved view is not changed."""

from ..core.errors import Gone, ServiceError


class ViewGone(Gone):
    """The saved view was deleted in the meantime."""

    def __init__(self) -> None:
        super().__init__("This view no longer exists.")


class TooManyViews(ServiceError):
    code = "too_many_views"

    def __init__(self, limit: int) -> None:
        super().__init__(f"You have {limit} saved views, the most allowed. Delete one first.")
