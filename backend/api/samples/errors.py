"""Why samples are not added."""

from ..core.errors import ServiceError


class NotEmpty(ServiceError):
    """Samples among real products would be hard to tell from them."""

    code = "not_empty"

    def __init__(self) -> None:
        super().__init__("The inventory already has products. Sample data is only added to an empty one.")


class NoCategories(ServiceError):
    """Sample products belong to the categories that every installation begins with."""

    code = "no_sample_categories"

    def __init__(self) -> None:
        super().__init__("Sample data needs one of the original categories, and all of them have been deleted.")
