"""The backend's modules can be read from the bottom up: none needs one that needs it."""

from circles import circles, import_graph


def test_it_finds_a_circle_and_what_only_hangs_on_it_is_no_part() -> None:
    imports = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set(), "e": {"a"}}
    assert circles(imports) == [["a", "b", "c"]]


def test_no_modules_of_the_backend_import_each_other() -> None:
    assert circles(import_graph()) == []
