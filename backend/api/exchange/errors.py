"""Why an import does not go on."""

from ..core.errors import Gone, ServiceError
from ..core.words import counted


class NoSuchImport(Gone):
    def __init__(self) -> None:
        super().__init__("This import doesn't exist or has expired.")


class TooManyImports(ServiceError):
    code = "too_many_imports"

    def __init__(self, most: int) -> None:
        super().__init__(f"You have {most} open imports, the most allowed. Finish or delete one.")


class AlreadyApplied(ServiceError):
    code = "already_applied"

    def __init__(self) -> None:
        super().__init__("This import is finished and can't be changed.")


class NotChecked(ServiceError):
    code = "not_checked"

    def __init__(self) -> None:
        super().__init__("The rows haven't been checked with these settings. Check them first.")


class NotApplied(ServiceError):
    code = "not_applied"

    def __init__(self) -> None:
        super().__init__("This import changed nothing. There's nothing to undo.")


class HasProblems(ServiceError):
    code = "has_problems"

    def __init__(self, held: int) -> None:
        super().__init__(f"{counted(held, 'row')} can't be imported. Nothing was changed.")


class TooManyCategories(ServiceError):
    code = "too_many_categories"

    def __init__(self, most: int) -> None:
        super().__init__(f"There can be {most:,} categories, and this import needs more. Nothing was changed.")


class ImportUndone(ServiceError):
    code = "run_undone"

    def __init__(self) -> None:
        super().__init__("This import has been undone.")


class ImportChanged(ServiceError):
    code = "import_changed"

    def __init__(self) -> None:
        super().__init__("The import changed during the check. Check it again.")
