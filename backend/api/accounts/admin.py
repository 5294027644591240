"""Accounts and groups in the admin: Django's pages, with our rules, and addresses that staff confirm."""

from typing import Any, Final

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from ..http.read_only_admin import ReadOnlyAdmin
from ..stock import mail
from . import people, roles
from .errors import LastAdmin
from .models import ApiToken
from .services import name_problem

User = get_user_model()

# The groups that the app knows by their names.
_NEEDED: Final = {*map(roles.group_name, roles.ROLES), roles.SERVICE_ACCOUNTS, mail.RECIPIENTS}


class _Named:
    """A name is checked when it is given, not whenever its account is saved: older ones may break the rules."""

    changed_data: list[str]
    cleaned_data: dict[str, Any]
    instance: Any

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        if "username" in self.changed_data and (problem := name_problem(name, besides=self.instance.pk)):
            raise ValidationError(problem)
        return name


class AccountCreationForm(_Named, AdminUserCreationForm):  # type: ignore[type-arg]  # generic in the stubs only
    pass


class AccountChangeForm(_Named, UserChangeForm):  # type: ignore[type-arg]  # as above
    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or self.cleaned_data
        groups = values.get("groups")
        is_admin = values.get("is_superuser", self.instance.is_superuser) or (
            groups is None or any(group.name == roles.group_name("admin") for group in groups)
        )
        if not (is_admin and values.get("is_active", self.instance.is_active)):
            try:
                people.check_an_admin_stays([self.instance.pk])
            except LastAdmin as refused:
                raise ValidationError(refused.detail) from refused
        return values


admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """Users. An address that staff have typed or confirmed gets mail; one given at registration does not."""

    form = AccountChangeForm
    add_form = AccountCreationForm
    actions = ("confirm_address",)

    @admin.action(description="Confirm the email addresses of selected users", permissions=["change"])
    def confirm_address(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        _recipients().user_set.add(*queryset)
        self.message_user(request, "Low-stock alerts will go to these addresses.", messages.SUCCESS)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, set[str], list[str]]:
        names, counts, missing, protected = super().get_deleted_objects(objs, request)
        try:
            with transaction.atomic():
                people.check_an_admin_stays([account.pk for account in objs])
        except LastAdmin as refused:
            protected = [*protected, refused.detail]
        return names, counts, missing, protected

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # which sets the groups as they were on the page
        if "email" in form.changed_data and form.cleaned_data["email"]:
            form.instance.groups.add(_recipients())


@admin.register(Group)
class OurGroupAdmin(GroupAdmin):
    """Groups. Without the one of its role an account would be an operator: those that the app needs stay."""

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> tuple[str, ...]:
        return ("name",) if obj and obj.name in _NEEDED else ()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, set[str], list[str]]:
        names, counts, missing, protected = super().get_deleted_objects(objs, request)
        needed = [f"{group}: the app needs this group." for group in objs if group.name in _NEEDED]
        return names, counts, missing, [*protected, *needed]


@admin.register(ApiToken)
class ApiTokenAdmin(ReadOnlyAdmin):
    """Tokens of programs, to look at and to delete. They are made in the app, which shows each once."""

    list_display = ("name", "user", "scopes", "created_at", "expires_at", "last_used_at")
    list_select_related = ("user",)
    search_fields = ("name", "user__username")
    ordering = ("-created_at",)
    fields = (*list_display, "created_by")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)


def _recipients() -> Group:
    return Group.objects.get_or_create(name=mail.RECIPIENTS)[0]
