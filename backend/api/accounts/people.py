"""What admins do to accounts, and what people do to their own: roles, names, addresses, passwords, the end.

There is always an active admin: what would take the last one away is refused. Whoever changes that locks the group
of admins first, so that of two admins who demote each other at once the second sees what the first has done.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Case, Q, QuerySet, When

from ..core.errors import FieldRefused
from ..saved_views import services as views
from ..stock import mail
from ..stock.models import StockMovement
from ..trail import erasing
from ..trash.models import TrashedProduct
from . import links, names, roles
from .errors import (
    NO_ADMIN,
    WRONG_PASSWORD,
    AccountGone,
    LastAdmin,
    LinkGone,
    NoLongerAdmin,
    PersonOff,
    ServiceAccount,
)
from .links import Made, Purpose
from .models import AccountName, LinkRequest, OneTimeLink
from .roles import Role
from .services import name_problem

User = get_user_model()


def names_like(search: str, *, most: int) -> list[str]:
    """At most *most* usernames that have *search* in them, in any case; first those that begin with it."""
    key = names.key_of(search)
    # An account that was a twin of another has no key of its own.
    by_key = AccountName.objects.filter(key__contains=key).values("user")
    found = User.objects.filter(Q(pk__in=by_key) | Q(username__icontains=search.strip()))
    begins = Q(pk__in=AccountName.objects.filter(key__startswith=key).values("user"))
    ranked = found.annotate(rank=Case(When(begins, then=0), default=1)).order_by("rank", "username")
    return list(ranked.values_list("username", flat=True)[:most])


def change_person(*, actor: Any, person: Any, fields: dict[str, Any]) -> Any:
    """Write `role`, `is_active`, `username` and `email` of an account, as far as *fields* has them. For admins.

    An address that an admin has typed counts as confirmed. Raises LastAdmin, NoLongerAdmin, AccountGone and
    FieldRefused.
    """
    role: Role | None = fields.get("role")
    is_active: bool | None = fields.get("is_active")
    with transaction.atomic():
        roles.lock_admins()
        if is_active is False or (role is not None and role != "admin"):
            check_an_admin_stays([person.pk])
        check_admin(actor)
        person = _again(person)
        _write(person, fields, is_confirmed=True)
        if is_active is not None and is_active != person.is_active:
            person.is_active = is_active
            person.save(update_fields=["is_active"])
        if role == "admin" and roles.is_service(person):
            raise FieldRefused("role", NO_ADMIN)
        if role is not None and role != roles.role_of(person):
            roles.set_role(person, role)
    return person


def change_account(*, user: Any, fields: dict[str, Any]) -> Any:
    """Write `username` and `email` of one's own account. Raises FieldRefused and AccountGone.

    A new address gets no alerts until it is confirmed.
    """
    with transaction.atomic():
        account = _again(user)
        _write(account, fields, is_confirmed=False)
    return account


def _again(account: Any) -> Any:
    """The account as it is stored now. Raises AccountGone."""
    found = User.objects.filter(pk=account.pk).first()
    if found is None:
        raise AccountGone
    return found


def _write(account: Any, fields: dict[str, Any], *, is_confirmed: bool) -> None:
    changed = [
        name
        for name in ("username", "email")
        if fields.get(name, getattr(account, name)) != getattr(account, name)
    ]
    for name in changed:
        setattr(account, name, fields[name])
    if "username" in changed and (problem := name_problem(account.username, besides=account.pk)):
        raise FieldRefused("username", problem, names.code_of(problem))
    try:
        if changed:
            account.save(update_fields=changed)
    except (IntegrityError, ValidationError) as error:
        # Someone else got the name since it was looked for.
        raise FieldRefused("username", names.TAKEN, "taken") from error
    if "email" in changed:
        confirmed, _ = Group.objects.get_or_create(name=mail.RECIPIENTS)
        if is_confirmed and account.email:
            account.groups.add(confirmed)
        else:
            account.groups.remove(confirmed)


# --- Passwords -----------------------------------------------------------------------------------------------


def check_password(user: Any, password: str, *, field: str) -> None:
    """Raises FieldRefused for *field* unless *password* is the one of *user*."""
    if not user.check_password(password):
        raise FieldRefused(field, WRONG_PASSWORD, "wrong_password")


def set_password(user: Any, password: str) -> None:
    """Give an account a new password. Every device is signed out: its tokens were made under the old one."""
    hashed = make_password(password)  # takes long, so before the transaction that keeps other writers waiting
    with transaction.atomic():
        _store_password(user, hashed)


def reset_link(*, actor: Any, person: Any, lasts: timedelta = links.PASSWORD_LASTS) -> Made:
    """A link by which *person* sets a new password; earlier ones are void. No *actor*: one by mail.

    Raises ServiceAccount and PersonOff.
    """
    if roles.is_service(person):
        raise ServiceAccount
    if not person.is_active:
        raise PersonOff
    with transaction.atomic():
        # A mail that anyone can ask for takes no admin's link away.
        links.drop_unused(Purpose.PASSWORD, user=person, **({} if actor else {"created_by": None}))
        digest = links.password_digest(person)
        return links.make(Purpose.PASSWORD, lasts=lasts, user=person, created_by=actor, password_digest=digest)


def reset_password(*, code: str, password: str) -> Any:
    """Set a password by the secret of a link, once. Returns the account. Raises LinkGone."""
    hashed = make_password(password)
    with transaction.atomic():
        link = links.claim(code, Purpose.PASSWORD)
        if link is None or link.user is None or not link.user.is_active:
            raise LinkGone
        _store_password(link.user, hashed)
    return link.user


def _store_password(user: Any, hashed: str) -> None:
    user.password = hashed
    user.save(update_fields=["password"])
    password_changed(user)


def password_changed(user: Any) -> None:
    """Inside the open transaction: links for another password are void, and the owner is told by mail."""
    links.drop_unused(Purpose.PASSWORD, user=user)
    if user.email and links.can_mail():
        LinkRequest.objects.create(purpose=LinkRequest.CHANGED, email=user.email, user=user)


# --- Addresses -----------------------------------------------------------------------------------------------


def email_link(*, user: Any) -> Made:
    """A link that confirms the address that *user* has now."""
    with transaction.atomic():
        links.drop_unused(Purpose.EMAIL, user=user)
        return links.make(Purpose.EMAIL, lasts=links.EMAIL_LASTS, user=user, email=user.email)


def confirm_email(*, code: str) -> None:
    """The address of a link is its account's indeed: alerts go there from now on. Raises LinkGone."""
    with transaction.atomic():
        link = links.claim(code, Purpose.EMAIL)
        if link is None or link.user is None or link.user.email != link.email:
            raise LinkGone
        link.user.groups.add(Group.objects.get_or_create(name=mail.RECIPIENTS)[0])


# --- The end -------------------------------------------------------------------------------------------------


def delete_account(*, user: Any) -> None:
    """Delete an account. Its products stay, without an owner, and movements keep the name. Raises LastAdmin."""
    with transaction.atomic():
        check_an_admin_stays([user.pk])
        _again(user).delete()


def erase_account(*, user: Any) -> None:
    """Delete an account, and with it the names and addresses by which someone could be known. Raises LastAdmin.

    Movements and the trail go on to tell what `account-7` has done. The live log forgets by itself (LIVE_KEEP).
    """
    alias = f"account-{user.pk}"
    with transaction.atomic():
        check_an_admin_stays([user.pk])
        account = _again(user)
        account.username = alias
        account.save(update_fields=["username"])
        # Past the guard of the ledger: no quantity is touched.
        QuerySet.update(StockMovement.objects.filter(actor=account), actor_name=alias)
        OneTimeLink.objects.filter(used_by=account).update(email="")
    with transaction.atomic():
        for name in erasing.names_of(user.pk):
            if not User.objects.filter(username=name).exists():
                views.replace_owner(name, alias)
    with transaction.atomic():
        _again(user).delete()
        TrashedProduct.objects.filter(deleted_by__in=erasing.names_of(user.pk)).update(deleted_by=alias)
        erasing.erase(user.pk, keep=alias)


def check_an_admin_stays(going: Iterable[int]) -> None:
    """Raises LastAdmin when the accounts with the ids *going* are all the active admins there are.

    Call it inside a transaction. It locks the group of admins, so that nobody else takes one away in between.
    """
    roles.lock_admins()
    admins = set(roles.admins().values_list("pk", flat=True))
    if admins and admins <= set(going):
        raise LastAdmin


def check_admin(actor: Any) -> None:
    """Raises NoLongerAdmin: behind the lock, another admin may have taken the right away by then."""
    now = User.objects.filter(pk=actor.pk, is_active=True).first()
    if now is None or not roles.may(now, "people:manage"):
        raise NoLongerAdmin
