"""Who may do what. Every check of a right is made here: REST, bulk changes, the admin and the live feed ask.

A role is one of four Django groups, and restricts writes, never reads. An account in none of them is an operator:
that is what all accounts were before there were roles. Of several, the highest counts. Superusers are admins. What
managers and admins may do beyond operators are Django permissions, so that `has_perm` and the admin agree, and a
group of one's own, such as *Stock keepers*, can give one of them to someone.

An account that acts through a token (api_tokens.py) has a Grant: its scopes narrow what the account may do. Scopes
give nothing that the role does not.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, Literal, NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from engine.db.prepared import Prepared

from .errors import AccountOff, MissingScope, OnlyReads, SignInOnly, TokenGone
from .models import ApiToken

Role = Literal["viewer", "operator", "manager", "admin"]
Right = Literal[
    "product:create",
    "product:edit_own",
    "product:edit_any",
    "stock:adjust_own",
    "stock:adjust_any",
    "category:create",
    "category:manage",
    "view:save",
    "label:save",
    "people:manage",
    "place:manage",
    "audit:read",
]
Scope = Literal["read", "stock", "products", "admin"]

ROLES: Final[tuple[Role, ...]] = ("viewer", "operator", "manager", "admin")
"""The lowest first."""

STOCK_KEEPERS: Final = "Stock keepers"
SERVICE_ACCOUNTS: Final = "Service accounts"
"""The group of accounts that nobody signs in to: they act through tokens alone."""

_PREFIX: Final = "Role: "
_WRITERS: Final[frozenset[Right]] = frozenset(
    {"product:create", "product:edit_own", "stock:adjust_own", "category:create", "view:save", "label:save"}
)
"""What everyone but viewers may do."""

_PERMISSIONS: Final[dict[str, Right]] = {
    "change_any_product": "product:edit_any",
    "adjust_any_stock": "stock:adjust_any",
    "manage_categories": "category:manage",
    "manage_people": "people:manage",
    "manage_place": "place:manage",
    "view_auditentry": "audit:read",
}
"""The other rights, by the Django permission of the app `api` that gives them."""

_OF_MANAGERS: Final = ("change_any_product", "adjust_any_stock", "manage_categories")

RIGHTS: Final[dict[Right, str]] = {
    "product:create": "Add products",
    "product:edit_own": "Change and delete their own products, with pictures",
    "product:edit_any": "Change and delete any product",
    "stock:adjust_own": "Adjust the stock of their own products, and revert its movements",
    "stock:adjust_any": "Adjust the stock of any product, and revert any movement",
    "category:create": "Add categories",
    "category:manage": "Rename, merge, reorder and delete categories",
    "view:save": "Save views of the list",
    "label:save": "Save label templates",
    "people:manage": "Invite people, change roles, deactivate accounts, make links for new passwords",
    "place:manage": "Set the name of the place, its currency, and how long the trash keeps",
    "audit:read": "Read the audit trail: who has changed what, and who has signed in",
}


SCOPES: Final[dict[Scope, str]] = {
    "read": "Read products, stock, movements and the live feed",
    "stock": "Adjust stock, and revert movements",
    "products": "Add, change and delete products, categories and saved views; import files",
    "admin": "Read what only admins read: people, invitations, settings, figures of the server",
}
"""What a token may be given."""

SCOPE_OF: Final[dict[Right, Scope]] = {
    "product:create": "products",
    "product:edit_own": "products",
    "product:edit_any": "products",
    "stock:adjust_own": "stock",
    "stock:adjust_any": "stock",
    "category:create": "products",
    "category:manage": "products",
    "view:save": "products",
    "label:save": "products",
    "people:manage": "admin",
    "place:manage": "admin",
    "audit:read": "admin",
}


class Grant(NamedTuple):
    """A token that an account acts through: its id, its name, and what it is good for."""

    token: int
    name: str
    scopes: frozenset[Scope]


class Standing(NamedTuple):
    """What an account is, and what it may do."""

    role: Role
    rights: frozenset[Right]

    @property
    def listed(self) -> list[Right]:
        """The rights as clients are given them, in the order of RIGHTS."""
        return [right for right in RIGHTS if right in self.rights]


NO_RIGHTS: Final = Standing("viewer", frozenset())


def standing_of(user: Any) -> Standing:
    """The role and the rights of an account as they are now, or were when this object was asked first."""
    found: Standing | None = user.__dict__.get("_standing")
    if found is None:
        found = user._standing = narrowed(_read_standing(user), grant_of(user))
    return found


def act_through(user: Any, grant: Grant) -> None:
    """From now on, what *user* (this instance) does is done through a token."""
    user._grant = grant
    user.via = grant.name  # core/actor.py
    user.__dict__.pop("_standing", None)


def grant_of(user: Any) -> Grant | None:
    """The token that *user* acts through; None for someone who has signed in."""
    found: Grant | None = user.__dict__.get("_grant")
    return found


def narrowed(standing: Standing, grant: Grant | None) -> Standing:
    """What is left of a standing for someone who acts through a token."""
    if grant is None:
        return standing
    rights = frozenset(right for right in standing.rights if SCOPE_OF[right] in grant.scopes)
    return Standing(standing.role, rights)


def check_scope(grant: Grant | None, *scopes: Scope) -> None:
    """Raises MissingScope unless a token, where there is one, has one of *scopes*; SignInOnly for no scopes."""
    if grant is None:
        return
    if not scopes:
        raise SignInOnly
    if grant.scopes.isdisjoint(scopes):
        raise MissingScope(*scopes)


def standings_of(users: Collection[Any]) -> dict[int, Standing]:
    """The same of many accounts, by id, as they are now: two queries."""
    ids = [user.pk for user in users if not user.is_superuser]
    grants = defaultdict[int, list[Sequence[Any]]](list)
    groups = Group.objects.filter(user__in=ids).order_by()
    for pk, *grant in groups.values_list("user", "name", "permissions__codename"):
        grants[pk].append(grant)
    for pk, codename in Permission.objects.filter(user__in=ids).order_by().values_list("user", "codename"):
        grants[pk].append((codename, codename))
    return {user.pk: _SUPERUSER if user.is_superuser else _standing(grants[user.pk]) for user in users}


def role_of(user: Any) -> Role:
    return standing_of(user).role


def may(user: Any, right: Right) -> bool:
    return right in standing_of(user).rights


def is_service(user: Any) -> bool:
    """Whether nobody signs in to this account: it acts through tokens alone."""
    return bool(user.groups.filter(name=SERVICE_ACCOUNTS).exists())


def may_write(user: Any) -> bool:
    """Whether an account may change anything beside itself: whether it is more than a viewer."""
    return role_of(user) != "viewer"


def may_edit(user: Any, owner_id: int | None) -> bool:
    """Whether *user* may change or delete a product of the account *owner_id*."""
    return may(user, "product:edit_own" if owner_id == user.pk else "product:edit_any")


def may_adjust(user: Any, owner_id: int | None) -> bool:
    """Whether *user* may adjust the stock of a product of the account *owner_id*."""
    return may(user, "stock:adjust_own" if owner_id == user.pk else "stock:adjust_any")


def role_among(groups: Iterable[str]) -> Role:
    """The role of an account, no superuser, that is in groups of these names."""
    names = set(groups)
    return next((role for role in reversed(ROLES) if group_name(role) in names), "operator")


def whose_work(began: Any) -> Any:
    """The account that began long work, as it is now. Raises AccountOff, TokenGone, and OnlyReads for a viewer."""
    user = get_user_model().objects.filter(pk=began.pk, is_active=True).first()
    if user is None:
        raise AccountOff
    if grant := grant_of(began):
        if not ApiToken.objects.filter(pk=grant.token, expires_at__gt=timezone.now()).exists():
            raise TokenGone
        act_through(user, grant)
    if not may_write(user):
        raise OnlyReads
    return user


def rights_of_role(role: Role) -> frozenset[Right]:
    """What a role alone gives."""
    match role:
        case "viewer":
            return frozenset()
        case "operator":
            return _WRITERS
        case "manager":
            return _WRITERS | {_PERMISSIONS[codename] for codename in _OF_MANAGERS}
        case "admin":
            return frozenset(RIGHTS)


def _read_standing(user: Any) -> Standing:
    if user.pk is None:
        return NO_RIGHTS  # nobody is signed in
    if user.is_superuser:
        return _SUPERUSER
    return _standing(_grants.rows(user.pk, user.pk))


def _standing(grants: Collection[Sequence[Any]]) -> Standing:
    """From pairs of a group and a permission that it gives or None; an own permission is paired with itself."""
    role = role_among(name for name, _ in grants)
    rights = rights_of_role(role)
    if role not in ("viewer", "admin"):
        codenames = {codename for _, codename in grants}
        rights |= {right for codename, right in _PERMISSIONS.items() if codename in codenames}
    return Standing(role, rights)


_SUPERUSER: Final = Standing("admin", frozenset(RIGHTS))


@Prepared
def _grants(user: int, again: int) -> QuerySet[Any, Any]:
    """In one statement, as every request asks. *again* is the same account."""
    groups = Group.objects.filter(user=user).order_by().values_list("name", "permissions__codename")
    own = Permission.objects.filter(user=again).order_by().annotate(itself=F("codename"))
    return groups.union(own.values_list("codename", "itself"), all=True)


# --- Groups --------------------------------------------------------------------------------------------------


def group_name(role: Role) -> str:
    """The name of a role's group: one that nobody has given to a group of their own."""
    return f"{_PREFIX}{role}"


def set_role(user: Any, role: Role) -> None:
    """Move an account into the group of *role*, inside the open transaction.

    Admins may use the pages under /admin/; who is an admin no longer may not, and is no superuser either.
    """
    was_admin = role_of(user) == "admin"
    user.groups.remove(*Group.objects.filter(name__in=[group_name(other) for other in ROLES if other != role]))
    group, is_new = Group.objects.get_or_create(name=group_name(role))
    if is_new:  # somebody has deleted it, past the admin
        ensure_groups("default")
    user.groups.add(group)
    if role == "admin":
        user.is_staff = True
    elif was_admin:
        user.is_staff = user.is_superuser = False
    user.save(update_fields=["is_staff", "is_superuser"])
    user.__dict__.pop("_standing", None)


def admins() -> QuerySet[Any]:
    """The active accounts that are admins, by name."""
    is_admin = Q(is_superuser=True) | Q(groups__name=group_name("admin"))
    return get_user_model().objects.filter(is_admin, is_active=True).order_by("username").distinct()


def lock_admins() -> None:
    """Let nobody else change who is an admin until the open transaction ends."""
    admins = Group.objects.select_for_update(no_key=True).filter(name=group_name("admin"))
    admins.values_list("pk").first()


def ensure_groups(using: str) -> None:
    """Make the groups of the roles, and give them what their roles give; after each migration.

    By this managers and admins get the rights that a later version brings. What is taken from such a group by hand
    comes back.
    """
    permissions = Permission.objects.using(using).filter(content_type__app_label="api")
    accounts = Permission.objects.using(using).filter(
        content_type__app_label="auth",
        codename__in=[f"{verb}_user" for verb in ("add", "change", "delete", "view")],
    )
    wanted: dict[Role, list[Permission]] = {
        "viewer": [],
        "operator": [],
        "manager": list(permissions.filter(codename__in=_OF_MANAGERS)),
        "admin": [*permissions, *accounts],
    }
    for role, given in wanted.items():
        group, _ = Group.objects.using(using).get_or_create(name=group_name(role))
        group.permissions.add(*given)
