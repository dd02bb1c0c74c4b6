"""How goes it? The state of a store and of those who work on it, for people, monitors and `newsworld doctor`."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from newsworld.news.moments import instant_of
from newsworld.pipeline import steps
from newsworld.pipeline.hands import DESK, GATHERING
from newsworld.pipeline.run import TURNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from newsworld.news.moments import Moment
    from newsworld.pipeline.tally import Tally
    from newsworld.store import Store

ASIDE_AT_MOST = 1_000  # steps set aside that are counted
OVERDUE = timedelta(hours=2)  # past a source's next turn: nobody listens


@dataclass(frozen=True, slots=True)
class State:
    """What is there, what waits, who is at work, and what is wrong, each trouble with its next step."""

    articles: int
    stories: int
    waiting: Mapping[str, int]
    set_aside: Mapping[str, int]
    sources: Mapping[str, int]  # by the state of their health
    leases: Mapping[str, str]  # who has the desk, who gathers
    troubles: tuple[str, ...] = field(default=())


def state(store: Store, now: Moment) -> State:
    """The state of a store at a moment."""
    waiting, leases = store.work.backlog(), {name: owner for name, (owner, _) in store.leases.all(now).items()}
    aside = Counter(step for step, _, _ in store.work.stuck(ASIDE_AT_MOST))
    healths = store.sources.healths()
    told = Counter(
        "paused" if source.paused else healths[source.id].state if source.id in healths else "new"
        for source in store.sources.all()
    )
    return State(
        store.articles.count(), store.stories.count(), waiting, aside, told, leases,
        tuple(_troubles(store, waiting, aside, leases, now)),
    )  # fmt: skip


def _troubles(
    store: Store, waiting: Mapping[str, int], aside: Mapping[str, int], leases: Mapping[str, str], now: Moment
) -> Iterator[str]:
    for step, count in sorted(aside.items()):
        yield f"{count} could not be done and are set aside ({step}): newsworld doctor tells why."
    placed = sum(waiting.get(step, 0) for step in TURNS if step not in steps.READING)
    if placed and DESK not in leases:
        yield f"{placed} wait and nobody places them: start newsworld run, or newsworld work."
    due = [
        health.next_try
        for health in store.sources.healths().values()
        if health.next_try and health.state not in ("paused", "gone")
    ]
    if due and GATHERING not in leases and instant_of(min(due)) + OVERDUE < instant_of(now):
        yield f"nobody has listened since {min(due)}: start newsworld run."


def metrics(told: State, tally: Tally | None) -> str:
    """The state and what this machine's processes counted, as Prometheus reads it (text format 0.0.4)."""
    counted = list(tally.rows()) if tally else []
    families: tuple[tuple[str, str, str, Iterable[tuple[str, float]]], ...] = (
        ("articles", "gauge", "Articles in the store.", [("", told.articles)]),
        ("stories", "gauge", "Stories in the store.", [("", told.stories)]),
        ("troubles", "gauge", "What is wrong, as /health tells it.", [("", len(told.troubles))]),
        ("waiting", "gauge", "Subjects that wait for a step.", _labelled("step", told.waiting)),
        ("set_aside", "gauge", "Subjects that a step failed at for good.", _labelled("step", told.set_aside)),
        ("sources", "gauge", "Sources by the state of listening to them.", _labelled("state", told.sources)),
        ("lease_held", "gauge", "1 for what somebody has now.", _labelled("lease", dict.fromkeys(told.leases, 1))),
        (
            "steps_total",
            "counter",
            "Subjects done, failed ones too.",
            _labelled("step", {c.step: c.done for c in counted}),
        ),
        ("steps_failed_total", "counter", "Failures.", _labelled("step", {c.step: c.failed for c in counted})),
        ("steps_seconds_total", "counter", "Time spent.", _labelled("step", {c.step: c.seconds for c in counted})),
    )
    lines = []
    for name, kind, text, samples in families:
        lines += [f"# HELP newsworld_{name} {text}", f"# TYPE newsworld_{name} {kind}"]
        lines += [f"newsworld_{name}{label} {amount:.6g}" for label, amount in samples]
    return "\n".join(lines) + "\n"


def _labelled(label: str, counts: Mapping[str, float]) -> list[tuple[str, float]]:
    return [(f'{{{label}="{re.sub(r"[^a-z0-9 _-]", "_", key)}"}}', counts[key]) for key in sorted(counts)]
