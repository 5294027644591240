"""Why an import does not go on."""

from ..core.errors import Gone, ServiceError
from ..core.words import counted


class NoSuchImport(Gone):
    def __init__(self) -> None:
        super().__init__("There is no such import, or it has expired.")


class TooManyImports(ServiceError):
    code = "too_many_imports"

    def __init__(self, most: int) -> None:
        super().__init__(f"{most} of your imports are open, which is the most. Finish or delete one.")


class AlreadyApplied(ServiceError):
    code = "already_applied"

    def __init__(self) -> None:
        super().__init__("This import has been applied: nothing about it can be changed any more.")


class NotChecked(ServiceError):
    code = "not_checked"

    def __init__(self) -> None:
        super().__init__("The rows have not been checked as they are to be read now. Check them first.")


class NotApplied(ServiceError):
    code = "not_applied"

    def __init__(self) -> None:
        super().__init__("This import has changed nothing that could be undone.")


class HasProblems(ServiceError):
    code = "has_problems"

    def __init__(self, held: int) -> None:
        super().__init__(f"{counted(held, 'row')} cannot be imported. Nothing was changed.")


class ImportUndone(ServiceError):
    code = "run_undone"

    def __init__(self) -> None:
        super().__init__("This import has been undone.")


class ImportChanged(ServiceError):
    code = "import_changed"

    def __init__(self) -> None:
        super().__init__("The import was changed while it was being checked. Check it again.")
