"""Why a bulk change does not go on."""

from ..core.errors import ServiceError


class CannotBeUndone(ServiceError):
    """A bulk change has kept nothing to go back to."""

    code = "cannot_be_undone"

    def __init__(self) -> None:
        super().__init__("This can't be undone. Deleted products can be restored from the trash.")


class RunUndone(ServiceError):
    """The bulk change that was to go on has been undone."""

    code = "run_undone"

    def __init__(self) -> None:
        super().__init__("This bulk change has been undone.")
