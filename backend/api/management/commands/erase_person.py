"""`manage.py erase_person`: delete an account and what tells who it was."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...accounts.people import erase_account
from ...core.errors import ServiceError


class Command(BaseCommand):
    help = "Delete an account and remove its name from movements and the audit trail. This can't be undone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = get_user_model()._default_manager.filter(username=username).first()
        if user is None:
            raise CommandError(f"No account is named {username!r}.")
        pk = user.pk
        try:
            erase_account(user=user)
        except ServiceError as refused:
            raise CommandError(refused.detail) from refused
        self.stdout.write(f"Erased. What this person did is now listed under account-{pk}.")
