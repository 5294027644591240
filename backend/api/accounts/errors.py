"""Why an account, a role or a link is not given, changed or taken."""

from typing import Final

from ..core.errors import Gone, NotAllowed, ServiceError, Spent

VIEWERS_ONLY_READ: Final = "Your role is viewer: you may look at everything, and change nothing. Ask an admin."
ADMINS_ONLY: Final = "Only admins may do this."
WRONG_PASSWORD: Final = "This is not your password."  # noqa: S105  # a sentence


class OnlyReads(NotAllowed):
    """The account was made a viewer while its work was being done."""

    code = "viewer"

    def __init__(self) -> None:
        super().__init__(VIEWERS_ONLY_READ)


class NoLongerAdmin(NotAllowed):
    """Another admin has taken the right away since the request was let in."""

    code = "permission_denied"

    def __init__(self) -> None:
        super().__init__(ADMINS_ONLY)


class AccountGone(Gone):
    """The account was deleted in the meantime."""

    def __init__(self) -> None:
        super().__init__("This account no longer exists.")


class LastAdmin(ServiceError):
    code = "last_admin"

    def __init__(self) -> None:
        super().__init__("This is the last active admin. Make somebody else an admin first.")


class InvitationGone(Spent):
    """The invitation or set-up link was used, has expired, was revoked, or never was."""

    code = "invitation_gone"

    def __init__(self) -> None:
        super().__init__("This invitation was used or has expired. Ask an admin for a new one.")


class NoMail(ServiceError):
    code = "no_mail"

    def __init__(self) -> None:
        super().__init__("This server sends no mail. Ask an admin.")


class LinkGone(Spent):
    """The same of a link for a new password or to confirm an address."""

    code = "link_gone"

    def __init__(self) -> None:
        super().__init__("This link was used or has expired. Ask for a new one.")
