"""Filters: what a reader wants kept or left out, tried out before it is kept, each with its counts."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from newsworld.pipeline import wishes
from newsworld.web.answers import answer, room_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from newsworld.news.stories import Rule
    from newsworld.web.room import ReadingRoom


def filters(request: Request) -> Response:
    """The rules that hold; and, where the form asks for one, what it would leave out now. Nothing is kept by that."""
    room, asked = room_of(request), request.query_params
    told = {name: asked.get(name, "") for name in ("effect", "field", "value")}
    tried = wishes.rule_of(f"{told['effect']}:{told['field']}:{told['value']}")
    rules = wishes.rules_of(room.interests().values())
    wanted = wishes.sorted_out(room.edition(), rules)
    page = SimpleNamespace(
        rules=[(rule, wanted.counts[rule.key]) for rule in rules],
        of=len(room.edition().briefs),
        left_out=len(wanted.left_out),
        asked=told,
        tried=_tried(room, tried, rules) if tried else None,
        effects=wishes.EFFECTS,
        fields=wishes.FIELDS,
    )
    return answer(request, "filters.html", page, "Filters")


def _tried(room: ReadingRoom, rule: Rule, rules: tuple[Rule, ...]) -> SimpleNamespace:
    """What a rule would change: the stories that would go, beside those that are gone already."""
    edition = room.edition()
    before = set(wishes.sorted_out(edition, rules).left_out)
    after = wishes.sorted_out(edition, (*rules, rule))
    going = [name for name in after.left_out if name not in before]
    headlines = {brief.story: brief for brief in edition.briefs}
    return SimpleNamespace(
        rule=rule, is_kept=rule in rules, fits=after.counts[rule.key], going=[headlines[name] for name in going],
        left=len(edition.briefs) - len(after.left_out),
    )  # fmt: skip
