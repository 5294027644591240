"""The admin's door: the same throttles as the API's sign-in, and the same words."""

import math
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from ..core.words import counted
from .throttles import sign_in_wait


class SignInForm(AdminAuthenticationForm):
    error_messages = {
        "invalid_login": "Incorrect username or password, or this account can't use the admin pages.",
        "inactive": "Your account has been deactivated.",
    }

    # Whole seconds until the next try, when there have been too many.
    wait = 0

    def clean(self) -> Any:
        self.wait = math.ceil(sign_in_wait(self.request))
        if self.wait:
            raise ValidationError(
                f"Too many attempts. Try again in {counted(self.wait, 'second')}.", code="throttled"
            )
        return super().clean()


class Site(AdminSite):
    login_form = SignInForm

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response = super().login(request, {"title": "Sign in", **(extra_context or {})})
        form = (getattr(response, "context_data", None) or {}).get("form")
        if isinstance(form, SignInForm) and form.wait:
            response.status_code = 429
            response.headers["Retry-After"] = str(form.wait)
        return response

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().logout(request, {"title": "You've signed out.", **(extra_context or {})})
