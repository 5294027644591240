"""The admin's door: the same throttles as the API's sign-in."""

import math
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from .throttles import sign_in_wait


class SignInForm(AdminAuthenticationForm):
    # Whole seconds until the next try, when there have been too many.
    wait = 0

    def clean(self) -> Any:
        self.wait = math.ceil(sign_in_wait(self.request))
        if self.wait:
            seconds = f"{self.wait} second{'' if self.wait == 1 else 's'}"
            raise ValidationError(f"Too many attempts. Try again in {seconds}.", code="throttled")
        return super().clean()


class Site(AdminSite):
    login_form = SignInForm

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response = super().login(request, extra_context)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if isinstance(form, SignInForm) and form.wait:
            response.status_code = 429
            response.headers["Retry-After"] = str(form.wait)
        return response
