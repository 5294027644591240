"""Counts the import circles of the backend: `python tests/house/circles.py` prints each and fails if there is one.

A circle is a group of modules each of which imports, directly or through the others, all the rest (a strongly
connected component of more than one module). Imports inside functions count too, those for type checking do not:
a queryset and its model name each other in their types.
"""

import sys
from pathlib import Path

import grimp

BACKEND = Path(__file__).resolve().parents[2] / "backend"
PACKAGES = ("api", "backend", "engine")


def import_graph() -> dict[str, set[str]]:
    """What each module of the backend imports of the others."""
    sys.path.insert(0, str(BACKEND))
    graph = grimp.build_graph(*PACKAGES, exclude_type_checking_imports=True, cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def circles(imports: dict[str, set[str]]) -> list[list[str]]:
    """The circles among *imports*, largest first (Tarjan 1972)."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        index[module] = lowest[module] = len(index)
        stack.append(module)
        for imported in sorted(imports[module]):
            if imported not in index:
                visit(imported)
                lowest[module] = min(lowest[module], lowest[imported])
            elif imported in stack:
                lowest[module] = min(lowest[module], index[imported])
        if lowest[module] == index[module]:
            start = stack.index(module)
            found.append(sorted(stack[start:]))
            del stack[start:]

    for module in sorted(imports):
        if module not in index:
            visit(module)
    return sorted((circle for circle in found if len(circle) > 1), key=len, reverse=True)


def main() -> int:
    found = circles(import_graph())
    for circle in found:
        print(f"{len(circle)} modules import each other: {', '.join(circle)}")
    print(f"{len(found)} import circles in the backend.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
