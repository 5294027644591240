from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"
    verbose_name = "Inventory"

    def ready(self) -> None:
        from . import checks, signals  # noqa: F401  # importing registers them
