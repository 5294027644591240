"""Why an account, a role or a link is not given, changed or taken."""

from typing import Final

from ..core.errors import Gone, NotAllowed, ServiceError, Spent

VIEWERS_ONLY_READ: Final = (
    "Your role is viewer: you can see everything but change nothing. Ask an admin for access."
)
ADMINS_ONLY: Final = "Only admins can do this."
NO_ADMIN: Final = "A service account can be a viewer, an operator or a manager."
WRONG_PASSWORD: Final = "Incorrect password."  # noqa: S105  # a sentence


class AccountOff(ServiceError):
    """The account was switched off, or is gone, while its work was being done."""

    code = "account_off"

    def __init__(self) -> None:
        super().__init__("Your account has been deactivated.")


class OnlyReads(NotAllowed):
    """The account was made a viewer while its work was being done."""

    code = "viewer"

    def __init__(self) -> None:
        super().__init__(VIEWERS_ONLY_READ)


class TokenGone(ServiceError):
    """The token was deleted, or has expired, while its work was being done."""

    code = "token_gone"

    def __init__(self) -> None:
        super().__init__("The token has been deleted or has expired.")


class MissingScope(NotAllowed):
    """The token is not good for this; the account may be."""

    code = "scope"

    def __init__(self, *scopes: str) -> None:
        super().__init__(f"This token lacks the scope {' or '.join(scopes)}.")


class SignInOnly(NotAllowed):
    """No token is good for this, whatever its scopes."""

    code = "sign_in_only"

    def __init__(self) -> None:
        super().__init__("Tokens can't do this. Sign in with a password.")


class ServiceAccount(ServiceError):
    """It is about a password, and a service account has none."""

    code = "service_account"

    def __init__(self) -> None:
        super().__init__("Service accounts have tokens, not passwords.")


class PersonOff(ServiceError):
    """It is about somebody's password, and the account is switched off."""

    code = "account_off"

    def __init__(self) -> None:
        super().__init__("This account is deactivated. Activate it first.")


class NotAService(ServiceError):
    """People delete their own accounts; admins switch them off."""

    code = "not_a_service_account"

    def __init__(self) -> None:
        super().__init__("This is a person's account. Deactivate it instead.")


class TooManyTokens(ServiceError):
    code = "too_many_tokens"

    def __init__(self, most: int) -> None:
        super().__init__(f"An account can have up to {most} tokens. Delete one first.")


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
        super().__init__("This is the last active admin. Make someone else an admin first.")


class RegistrationClosed(NotAllowed):
    """Accounts are opened by invitation, and none was sent."""

    code = "registration_closed"

    def __init__(self, *, by_invitation: bool) -> None:
        super().__init__(
            "Accounts are opened by invitation here. Ask an admin for a link."
            if by_invitation
            else "Nobody can register here. Ask an admin for an account."
        )


class InvitationGone(Spent):
    """The invitation or setup link was used, has expired, was revoked, or never was."""

    code = "invitation_gone"

    def __init__(self) -> None:
        super().__init__("This invitation has already been used or has expired. Ask an admin for a new one.")


class NoMail(ServiceError):
    code = "no_mail"

    def __init__(self) -> None:
        super().__init__("This server can't send email. Ask an admin.")


class LinkGone(Spent):
    """The same of a link for a new password or to confirm an address."""

    code = "link_gone"

    def __init__(self) -> None:
        super().__init__("This link has already been used or has expired. Ask for a new one.")
