"""Every refusal that people can meet has its words in the web app, or a page in German would turn English."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from servers import ROOT

API = ROOT / "backend" / "api"
WORDS = ROOT / "frontend" / "src" / "strings" / "en"

# The kind above all others, what only programs send, and why a socket closes.
NOBODY_READS = {"refused", "bad_request", "another_user"}


def test_a_refusal_has_its_words_by_its_code() -> None:
    known = _keys("apiErrors.ts", "byCode") | _keys("importProblems.ts")
    assert _without(known, _refusals()) == {}


def test_a_refused_field_has_its_words_by_its_code() -> None:
    assert _without(_keys("apiErrors.ts", "byFieldCode"), _refused_fields()) == {}


def test_codes_are_found_however_they_are_written() -> None:
    written = {"too_many_columns", "nothing_to_print", "code_taken", "changed_since", "has_barcode"}
    assert written <= dict(_refusals()).keys()


def _without(known: set[str], found: Iterator[tuple[str, str]]) -> dict[str, str]:
    return {code: where for code, where in found if code not in known | NOBODY_READS}


def _refusals() -> Iterator[tuple[str, str]]:
    """The codes of exceptions, and those before a sentence: `Unreadable("empty_file", "It is empty.")`."""
    for node, where in _nodes():
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.Assign) and _name(line.targets[0]) == "code" and _text(line.value):
                    yield _text(line.value), where
        elif isinstance(node, ast.Tuple):
            yield from ((code, where) for code in _codes_before_sentences(node.elts))
        elif isinstance(node, ast.Call) and _name(node.func) != "FieldRefused":
            yield from ((code, where) for code in _codes_before_sentences(node.args))


def _refused_fields() -> Iterator[tuple[str, str]]:
    for node, where in _nodes():
        if isinstance(node, ast.Call) and _name(node.func) == "FieldRefused":
            yield from ((code, where) for code in map(_text, node.args[2:3]) if code)


@cache
def _nodes() -> list[tuple[ast.AST, str]]:
    return [
        (node, f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', '')}")
        for path in sorted(API.rglob("*.py"))
        # Schemas and metrics tell programs of fields, in the same form.
        if path.name not in ("schema.py", "health.py", "admin.py") and "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]


def _codes_before_sentences(values: list[ast.expr]) -> list[str]:
    return [
        _text(one)
        for one, after in pairwise(values)
        if re.fullmatch(r"[a-z]+(_[a-z]+)*", _text(one)) and _is_sentence(after)
    ]


def _is_sentence(value: ast.expr) -> bool:
    return _name(value) == "detail" or bool(re.fullmatch(r"[A-Z].* .*[.?]", _text(value)))


def _name(value: ast.expr) -> str:
    return value.id if isinstance(value, ast.Name) else ""


def _text(value: ast.expr) -> str:
    """A string, its values left out; empty where it is none."""
    if isinstance(value, ast.JoinedStr):
        return "".join(part.value for part in value.values if isinstance(part, ast.Constant))
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


def _keys(file: str, table: str = "") -> set[str]:
    source = (WORDS / file).read_text("utf-8")
    if table:
        source = source.partition(f"const {table}:")[2].partition("\n}\n")[0]
    return set(re.findall(r"^  (\w+):", source, re.M))
