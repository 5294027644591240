from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class ApiConfig(AppConfig):
    name = "api"
    verbose_name = "Inventory"

    def ready(self) -> None:
        from .http import sentences

        sentences.use()
        from . import signals  # noqa: F401  # importing registers the receivers
        from .core import checks  # noqa: F401  # and the checks


class SiteConfig(admin_apps.AdminConfig):
    """Django's admin, with our door."""

    default = False  # of the two in this file, `api` means the first
    default_site = "api.accounts.site.Site"

    def ready(self) -> None:
        super().ready()
        from .accounts import admin  # noqa: F401  # after Django's own, which it replaces
