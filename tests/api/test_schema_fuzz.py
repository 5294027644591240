"""Schemathesis sends every operation what its schema allows and forbids: each answer conforms, none is a 5xx."""

import sys
from pathlib import Path

import pytest
import schemathesis
import yaml
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, settings
from rest_framework_simplejwt.tokens import AccessToken
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.accounts import throttles
from api.bulk import views as bulk
from api.exchange import answers, check
from api.exchange import views as exchange
from api.http import lists
from backend.wsgi import application

SCHEMA = Path(__file__).parent.parent.parent / "frontend" / "schema.yml"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]

config = SchemathesisConfig.from_dict({"seed": 1, "generation": {"database": "none", "deterministic": True}})
schema = schemathesis.openapi.from_dict(yaml.safe_load(SCHEMA.read_text()), config=config)
schema.app = application


@pytest.fixture(autouse=True)
def _server(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    settings.ALLOWED_HOSTS = ["*"]
    # As Django's test client does it: a request must not end the transaction around the test.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    for stream in (bulk, lists, exchange, answers, check):
        monkeypatch.setattr(stream, "close_old_connections", lambda: None)
    # Schemathesis imports Flask for each request. Python forgets that there is none, and looks everywhere again.
    monkeypatch.setitem(sys.modules, "flask", None)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def authorization(ana) -> str:
    return f"Bearer {AccessToken.for_user(ana)}"


@pytest.mark.django_db
@schema.parametrize()
@settings(
    max_examples=25, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_answer_conforms(case, authorization, product):
    throttles.forget_all()  # how many requests there may be is another test
    parameters = case.path_parameters or {}
    if str(parameters.get("id", "")).isdecimal():
        parameters["id"] = str(product.pk)
    # It takes compressed answers for text. That nobody can serve a made-up type is another test (test_errors.py).
    headers = {"Authorization": authorization, "Accept-Encoding": "identity", "Accept": "*/*"}
    with transaction.atomic():
        case.call_and_validate(headers=headers, checks=CHECKS)
        transaction.set_rollback(True)
