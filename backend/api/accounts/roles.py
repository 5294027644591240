"""Who may do what. Every check of a right is made here: REST, bulk changes, the admin and the live feed ask.

A role is one of four Django groups, and restricts writes, never reads. An account in none of them is an operator:
that is what all accounts were before there were roles. Of several, the highest counts. Superusers are admins. What
managers and admins may do beyond operators are Django permissions, so that `has_perm` and the admin agree, and a
group of one's own, such as *Stock keepers*, can give one of them to somebody.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, Literal, NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet

from backend.db.prepared import Prepared

Role = Literal["viewer", "operator", "manager", "admin"]
Right = Literal[
    "product:create",
    "product:edit_own",
    "product:edit_any",
    "stock:adjust_own",
    "stock:adjust_any",
    "category:create",
    "view:save",
    "people:manage",
]

ROLES: Final[tuple[Role, ...]] = ("viewer", "operator", "manager", "admin")
"""The lowest first."""

STOCK_KEEPERS: Final = "Stock keepers"

_PREFIX: Final = "Role: "
_WRITERS: Final[frozenset[Right]] = frozenset(
    {"product:create", "product:edit_own", "stock:adjust_own", "category:create", "view:save"}
)
"""What everybody but viewers may do."""

_PERMISSIONS: Final[dict[str, Right]] = {
    "change_any_product": "product:edit_any",
    "adjust_any_stock": "stock:adjust_any",
    "manage_people": "people:manage",
}
"""The other rights, by the Django permission of the app `api` that gives them."""

_OF_MANAGERS: Final = ("change_any_product", "adjust_any_stock")

RIGHTS: Final[dict[Right, str]] = {
    "product:create": "Add products",
    "product:edit_own": "Change and delete their own products, with pictures",
    "product:edit_any": "Change and delete any product",
    "stock:adjust_own": "Adjust the stock of their own products, and revert its movements",
    "stock:adjust_any": "Adjust the stock of any product, and revert any movement",
    "category:create": "Add categories",
    "view:save": "Save views of the list",
    "people:manage": "Invite people, change roles, switch accounts off, make links for new passwords",
}


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
        found = user._standing = _read_standing(user)
    return found


def standings_of(users: Collection[Any]) -> dict[int, Standing]:
    """The same of many accounts, by id, as they are now: two queries."""
    ids = [user.pk for user in users if not user.is_superuser]
    by_groups, own = defaultdict[int, list[Any]](list), defaultdict[int, list[Any]](list)
    groups = Group.objects.filter(user__in=ids).order_by()
    for pk, *row in groups.values_list("user", "name", "permissions__codename"):
        by_groups[pk].append(row)
    for pk, *row in Permission.objects.filter(user__in=ids).order_by().values_list("user", "codename"):
        own[pk].append(row)
    return {
        user.pk: _SUPERUSER if user.is_superuser else _standing(by_groups[user.pk], own[user.pk]) for user in users
    }


def role_of(user: Any) -> Role:
    return standing_of(user).role


def may(user: Any, right: Right) -> bool:
    return right in standing_of(user).rights


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
    return _standing(_groups.rows(user.pk), _permissions.rows(user.pk))


def _standing(by_groups: Collection[Sequence[Any]], own: Collection[Sequence[Any]]) -> Standing:
    """From the names of groups, each with a permission that it gives or None, and from one's own permissions."""
    role = role_among(name for name, _ in by_groups)
    rights = rights_of_role(role)
    if role not in ("viewer", "admin"):
        codenames = {codename for _, codename in by_groups} | {codename for (codename,) in own}
        rights |= {right for codename, right in _PERMISSIONS.items() if codename in codenames}
    return Standing(role, rights)


_SUPERUSER: Final = Standing("admin", frozenset(RIGHTS))


@Prepared
def _groups(user: int) -> QuerySet[Any, Any]:
    return Group.objects.filter(user=user).order_by().values_list("name", "permissions__codename")


@Prepared
def _permissions(user: int) -> QuerySet[Any, Any]:
    return Permission.objects.filter(user=user).order_by().values_list("codename")


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
    user.groups.add(Group.objects.get_or_create(name=group_name(role))[0])
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
