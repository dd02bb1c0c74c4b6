"""Write docs/reference/ from the code: commands, settings, JSON shapes, and the tables that grow by a row.

What stands in these pages stands in the code; a test compares them, so that a page can't fall behind.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

from newsworld import settings  # noqa: E402
from newsworld.api.agents import schema_of  # noqa: E402
from newsworld.api.table import PREFIX, ROUTES  # noqa: E402
from newsworld.api.tools import TOOLS  # noqa: E402
from newsworld.cli import main as newsworld  # noqa: E402
from newsworld.gather.kinds import KINDS  # noqa: E402
from newsworld.news import articles, briefs, codec, facts, readings, sourcing, stories  # noqa: E402
from newsworld.news.spans import Span  # noqa: E402
from newsworld.publish.formats import FORMATS  # noqa: E402
from newsworld.settings import Settings  # noqa: E402
from newsworld.understand.finders import FINDERS  # noqa: E402

if TYPE_CHECKING:
    from types import ModuleType

    from newsworld.api.rows import Param

FOLDER = ROOT / "docs" / "reference"
SHAPES = """What goes from stage to stage, a JSON object a line. A line grows: fields of capture, article, reading and
placement stand side by side. A span is a pair of code points [start, end) into the article's `text`. A moment is an
ISO 8601 date or time as the outlet told it."""
NOUN_ROOMS = (sourcing, articles, readings, facts, stories, briefs)


def commands() -> str:
    """Every command with its help, as `--help` tells it."""
    parts = [
        "# Commands",
        "Each answers bad input with the subject, the trouble and the next step, and a status not 0.",
    ]
    for words, command in _walk(newsworld, ("newsworld",)):
        context = click.Context(command, info_name=" ".join(words), terminal_width=100, **newsworld.context_settings)
        parts.append(f"## {' '.join(words)}\n\n```text\n{command.get_help(context)}\n```")
    return "\n\n".join(parts)


def _walk(command: click.Command, words: tuple[str, ...]) -> list[tuple[tuple[str, ...], click.Command]]:
    found = [(words, command)]
    for name, part in sorted(getattr(command, "commands", {}).items()):
        found += _walk(part, (*words, name))
    return found


def documented_fields(kind: type) -> dict[str, str]:
    """The string under each field of a dataclass, by the field's name."""
    body = ast.parse(inspect.getsource(kind)).body[0].body
    return {
        field.target.id: told.value.value
        for field, told in itertools.pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(told, ast.Expr) and isinstance(told.value, ast.Constant)
    }


def setting_rows() -> str:
    """Every setting, its default and what it means."""
    told = documented_fields(Settings)
    rows = [
        f"| `{field.name}` | `{field.default!r}` | {' '.join(told[field.name].split())} |"
        for field in dataclasses.fields(Settings)
    ]
    head = inspect.cleandoc(settings.__doc__ or "")
    return f"# Settings\n\n{head}\n\n| setting | default | what it means |\n|---|---|---|\n" + "\n".join(rows)


def shapes() -> str:
    """Every noun with its fields, as JSON carries them."""
    nouns = [
        noun
        for room in NOUN_ROOMS
        for noun in vars(room).values()
        if dataclasses.is_dataclass(noun) and inspect.isclass(noun) and noun.__module__ == room.__name__
    ]
    words = [f"| `{name}` | {', '.join(told)} |" for room in NOUN_ROOMS for name, told in _words(room)]
    table = "## Words\n\nWhat fields that name a kind may hold.\n\n| | |\n|---|---|\n" + "\n".join(words)
    return "\n\n".join(["# JSON shapes", SHAPES, *map(_noun, nouns), table])


def _words(room: ModuleType) -> list[tuple[str, tuple[str, ...]]]:
    """The lists of words that a module of nouns names."""
    return [(name, told) for name, told in vars(room).items() if name.isupper() and isinstance(told, tuple)]


def _noun(noun: type) -> str:
    schema = f"\n\nSchema: `{codec.SCHEMAS[noun]}`" if noun in codec.SCHEMAS else ""
    remarks = _remarks(noun)
    rows = [
        f"| `{field.name}` | {_type_name(field.type)} | {remarks.get(field.name, '')} |"
        for field in msgspec.inspect.type_info(noun).fields
    ]
    text = inspect.cleandoc(noun.__doc__ or "")
    return f"## {noun.__name__}\n\n{text}{schema}\n\n| field | type | |\n|---|---|---|\n" + "\n".join(rows)


def _remarks(noun: type) -> dict[str, str]:
    """The comment behind each field."""
    remarks = {}
    for line in inspect.getsource(noun).splitlines():
        name, colon, rest = line.strip().partition(":")
        if colon and name.isidentifier() and "  # " in rest:
            remarks[name] = rest.split("  # ", 1)[1].replace("|", "\\|")
    return remarks


def _type_name(kind: msgspec.inspect.Type) -> str:
    """A type in plain words."""
    match kind:
        case msgspec.inspect.UnionType(types=types):
            return " or ".join(_type_name(one) for one in types)
        case msgspec.inspect.VarTupleType(item_type=item) | msgspec.inspect.ListType(item_type=item):
            return f"list of {_type_name(item)}"
        case msgspec.inspect.DictType(key_type=key, value_type=value):
            return f"object of {_type_name(key)} to {_type_name(value)}"
        case msgspec.inspect.NamedTupleType(cls=cls) if cls is Span:
            return "span"
        case msgspec.inspect.DataclassType(cls=cls) | msgspec.inspect.NamedTupleType(cls=cls):
            return f"[{cls.__name__}](#{cls.__name__.lower()})"
    return type(kind).__name__.removesuffix("Type").lower().replace("none", "null").replace("str", "text")


def tables() -> str:
    """The tables that a newcomer adds a row to."""
    kinds = "\n".join(
        f"| `{kind.name}` | {'asked on the web' if kind.is_polled else 'read from disk'} |" for kind in KINDS
    )
    finders = "\n".join(f"| `{finder.finds}` | {', '.join(finder.needs) or '–'} |" for finder in FINDERS)
    formats = "\n".join(f"| `{form.name}` | {form.title} | .{form.suffix} | {form.media_type} |" for form in FORMATS)
    return (
        "# Kinds, finders, formats\n\nThe three tables that grow by a row.\n\n"
        f"## Kinds of source, in the order in which an address is tried\n\n| kind | how |\n|---|---|\n{kinds}\n\n"
        f"## Finders, in the order in which they run\n\n| finds | needs |\n|---|---|\n{finders}\n\n"
        f"## Formats\n\n| name | what people call it | ending | media type |\n|---|---|---|---|\n{formats}"
    )


def api() -> str:
    """Every route of the JSON API and every tool of agents."""
    guide = "[Ask by program](../how-to/ask-by-program.md)"
    where = f"Addresses begin with `{PREFIX}`; `{PREFIX}/openapi.json` is the whole contract. With examples: {guide}."
    parts = ["# The API", where]
    for group in dict.fromkeys(route.group for route in ROUTES):
        rows = [
            f"| {route.method} | `{route.path}` | {', '.join(map(_told, route.params)) or '–'} | {route.does} |"
            for route in ROUTES
            if route.group == group
        ]
        head = "| | address | told in path or query | what it gives |\n|---|---|---|---|\n"
        parts.append(f"## {group}\n\n{head}" + "\n".join(rows))
    tools = [f"| `{tool.name}` | {', '.join(schema_of(tool.takes)['properties'])} | {tool.does} |" for tool in TOOLS]
    head = "| tool | arguments | what it is for |\n|---|---|---|\n"
    parts.append("## Tools of agents, at `/mcp` and by `newsworld mcp`\n\n" + head + "\n".join(tools))
    return "\n\n".join(parts)


def _told(param: Param) -> str:
    return f"`{param.name}`" + (f" ({', '.join(param.among)})" if param.among else "")


PAGES = {"api": api, "commands": commands, "settings": setting_rows, "shapes": shapes, "tables": tables}


def main() -> None:
    """Write every page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, written in PAGES.items():
        (FOLDER / f"{name}.md").write_text(written() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
