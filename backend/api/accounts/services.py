"""Opening accounts, and who may."""

from datetime import timedelta
from typing import Any, cast

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ..core.errors import FieldRefused
from ..place import reading as place
from . import links, names, roles
from .errors import InvitationGone, RegistrationClosed
from .links import Made, Purpose
from .models import AccountName, OneTimeLink
from .roles import Role

User = get_user_model()


def register(*, username: str, email: str, password: str | None, invitation: str = "") -> Any:
    """Open an account for someone who asks for it: an operator, or what the *invitation* (its secret) says.

    Without a *password* (the caller sets it in the same transaction) nobody can sign in. Raises FieldRefused for a
    name that cannot be had, InvitationGone, and RegistrationClosed where there has to be an invitation.
    """
    check_registration(invitation)
    if problem := name_problem(username, chosen=True):
        raise FieldRefused("username", problem, names.code_of(problem))
    if invitation and find_invitation(invitation) is None:
        raise InvitationGone  # so that nothing is hashed in vain; who is first is decided below
    hashed = make_password(password)  # takes long, so before the transaction that keeps other writers waiting
    try:
        # The account, the claim to its name (signals.py) and the use of the invitation are stored together or not
        # at all: it is not spent on a name that was taken.
        with transaction.atomic():
            link = links.claim(invitation, Purpose.INVITATION, Purpose.SETUP) if invitation else None
            if link and link.purpose == Purpose.SETUP:
                roles.lock_admins()  # of two such links at once, the second finds the account of the first
            if invitation and (link is None or not _is_open(link)):
                raise InvitationGone
            account = User(username=username, email=User.objects.normalize_email(email), password=hashed)
            account.save()
            roles.set_role(account, cast(Role, link.role) if link else "operator")
            if link:
                link.used_by = account
                link.save(update_fields=["used_by"])
            return account
    except (IntegrityError, ValidationError) as error:
        # Someone else got the name since it was looked for: its key can be stored once.
        raise FieldRefused("username", names.TAKEN, "taken") from error


# --- The door ------------------------------------------------------------------------------------------------


def check_registration(invitation: str) -> None:
    """Raises RegistrationClosed if registration takes an invitation and none was sent."""
    registration = place.read().registration
    if not invitation.strip() and registration != "open":
        raise RegistrationClosed(by_invitation=registration == "invite")


def invite(*, actor: Any, role: Role, email: str = "", days: int = links.INVITATION_DAYS) -> Made:
    """An invitation to open one account with *role* within so many *days*."""
    return links.make(Purpose.INVITATION, lasts=timedelta(days=days), role=role, email=email, created_by=actor)


def find_invitation(code: str) -> OneTimeLink | None:
    """The invitation or setup link of this secret, when it is still good."""
    link = links.find(code, Purpose.INVITATION, Purpose.SETUP)
    return link if link and _is_open(link) else None


def setup_link() -> Made | None:
    """A link by which the first account is made, an admin; None when there is one.

    Earlier ones stay good: each of several processes prints its own, and the first that is used ends all of them.
    """
    return links.make(Purpose.SETUP, lasts=links.SETUP_LASTS, role="admin") if needs_setup() else None


def needs_setup() -> bool:
    """Whether there is no account at all."""
    return not User.objects.exists()


def _is_open(link: OneTimeLink) -> bool:
    """A setup link is good only while there is no account, however the first one was made."""
    return link.purpose != Purpose.SETUP or needs_setup()


# --- Names ---------------------------------------------------------------------------------------------------


def name_problem(name: str, *, besides: int | None = None, chosen: bool = False) -> str | None:
    """Why no account can have this name, or None. *besides*: the account that may have it already.

    *chosen* by a person who registers, not given by someone who administers: then some names are reserved.
    """
    name = names.normalize(name)
    if problem := names.problem_of(name):
        return problem
    if chosen and names.is_reserved(name):
        return names.RESERVED
    holders = AccountName.objects.filter(key=names.key_of(name))
    return names.TAKEN if holders.exclude(user=besides).exists() else None
