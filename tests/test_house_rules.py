"""The house keeps its own rules: names, sizes, words, licences of what it says about itself."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import pkgutil
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import newsworld
from newsworld import news
from newsworld.understand.finders import FINDERS

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
DRAWERS = {"utils", "util", "helpers", "helper", "common", "core", "base", "manager", "handler", "processor", "misc"}
MAX_FILE_LINES = 420
MAX_FUNCTION_LINES = 60


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def is_noun(thing):
    return inspect.isclass(thing) and dataclasses.is_dataclass(thing)


def named(path):
    return str(path.relative_to(ROOT))


def module_of(path):
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): tree for path, tree in TREES.items()}


@pytest.fixture(scope="module")
def graph():
    """Each module with those of the house that it imports."""
    return {name: {other for other in imported(tree) if other in MODULES} - {name} for name, tree in MODULES.items()}


def imported(tree):
    """Modules of the house that a tree imports anywhere, in functions too; not what only a type checker reads."""
    unread = {
        id(node)
        for found in ast.walk(tree)
        if isinstance(found, ast.If) and isinstance(found.test, ast.Name) and found.test.id == "TYPE_CHECKING"
        for part in found.body
        for node in ast.walk(part)
    }
    for node in ast.walk(tree):
        if id(node) in unread:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in MODULES else node.module for name in names)


def test_no_module_imports_itself_by_any_way_round(graph):
    assert sum(map(len, graph.values())) > len(graph)
    face = {"newsworld": graph["newsworld"] | set(newsworld._HOMES)}  # loads these when they are asked for
    TopologicalSorter(graph | face).prepare()  # CycleError tells the way


def test_every_module_is_used(graph):
    used = set().union(*graph.values())
    rooms = {module_of(path) for path in SOURCES if path.name == "__init__.py"}
    by_name = {"newsworld.__main__", "newsworld.models.spacy"}  # a command; what an installed package may build on
    assert sorted(set(MODULES) - used - rooms - by_name) == []


def test_no_drawer_is_named_for_what_it_is_not():
    assert [named(path) for path in SOURCES if DRAWERS & {*path.with_suffix("").parts[-3:]}] == []


def test_no_function_hides_what_it_does():
    vague = re.compile(r"_?(get|do|process|handle)_")
    assert [f"{named(path)}: {f.name}" for path in SOURCES for f in functions(TREES[path]) if vague.match(f.name)] == []


def test_files_and_functions_stay_small():
    long_files = [
        named(path) for path in SOURCES if len(path.read_text(encoding="utf-8").splitlines()) > MAX_FILE_LINES
    ]
    long_functions = [
        f"{named(path)}: {f.name}"
        for path in SOURCES
        for f in functions(TREES[path])
        if f.end_lineno - f.lineno >= MAX_FUNCTION_LINES
    ]
    assert long_files == []
    assert long_functions == []


def test_every_room_says_which_question_it_answers():
    assert [named(path) for path in SOURCES if not ast.get_docstring(TREES[path])] == []
    rooms = [path for path in SOURCES if path.name == "__init__.py" and path.parent.name != "newsworld"]
    assert [named(path) for path in rooms if "?" not in ast.get_docstring(TREES[path])] == []


def test_nouns_are_frozen_and_stand_in_the_glossary():
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").lower()
    for module in pkgutil.iter_modules(news.__path__, "newsworld.news."):
        for name, noun in inspect.getmembers(importlib.import_module(module.name), is_noun):
            if noun.__module__ == module.name:
                assert noun.__dataclass_params__.frozen, f"{name} can be changed"
                assert re.search(rf"\b{re.sub(r'(?<!^)(?=[A-Z])', ' ', name).lower()}", glossary), f"{name}: glossary"


def test_finders_stand_in_the_order_of_their_needs():
    found = set()
    for finder in FINDERS:
        assert set(finder.needs) <= found, f"{finder.finds} needs {finder.needs}"
        found.add(finder.finds)


def test_every_error_is_drawn_in_the_tree():
    errors = importlib.import_module("newsworld.news.errors")
    for name, _ in inspect.getmembers(errors, inspect.isclass):
        if name != "annotations":
            assert name in errors.__doc__


def test_the_version_is_told_once():
    told = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert told.group(1) == newsworld.__version__
