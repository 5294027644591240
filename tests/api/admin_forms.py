"""What a browser would post from the admin's pages about products."""

from typing import Any

from django.test import Client

PRODUCTS = "/admin/api/product/"


def form_of(site: Client, address: str, **changes: Any) -> dict[str, Any]:
    """What a browser would post from the form at *address* after *changes*."""
    form = site.get(address).context["adminform"].form
    values = {}
    for field in form:
        value = field.value()
        if field.name != "image" and value not in (None, False):
            values[field.html_name] = value
        if field.field.show_hidden_initial:
            seen = str(value) if field.name == "image" else value
            values[field.html_initial_name] = "" if seen is None else seen
    return values | changes


def changelist_form(site: Client) -> dict[str, Any]:
    """What a browser would post from the list, unchanged."""
    formset = site.get(PRODUCTS).context["cl"].formset
    values = {
        f"form-{name}": value for name, value in formset.management_form.initial.items() if value is not None
    }
    for form in formset:
        for field in form:
            values[field.html_name] = field.value()
            if field.field.show_hidden_initial:
                values[field.html_initial_name] = field.value()
    return values | {"_save": "Save"}
