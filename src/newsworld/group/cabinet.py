"""Cabinet: the stories at hand, what is filed of their articles, and which of them nothing has come to for longest."""

from __future__ import annotations

import hashlib
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsworld.group.drawing import Filed
    from newsworld.group.retired import Archive


@dataclass(slots=True)
class Opened:
    """A story as it grows."""

    id: str
    members: list[str] = field(default_factory=list)
    speakers: list[str] = field(default_factory=list)  # members that are no copies
    outlets: dict[str, str] = field(default_factory=dict)  # who told it, and with which article first
    merged: tuple[str, ...] = ()  # ids of stories that went into it


class Cabinet:
    """Stories by id and articles by id, both only as long as the story is at hand."""

    def __init__(self, redirects: Mapping[str, str]) -> None:
        self.articles: dict[str, Filed] = {}
        self.stories: dict[str, Opened] = {}  # in the order of their opening
        self.redirects: dict[str, str] = dict(redirects)
        self._led: defaultdict[str, list[str]] = defaultdict(list)  # redirects to stories that are not open yet
        for gone in redirects:
            self._led[self.resolve(gone)].append(gone)
        self._idle: OrderedDict[str, None] = OrderedDict()  # the same stories, the most idle first

    def story_of(self, article: str) -> str:
        """The id of the story that an article at hand is in."""
        return self.articles[article].story

    def resolve(self, story: str) -> str:
        """The id that answers for this one now."""
        while story in self.redirects:
            story = self.redirects[story]
        return story

    def open(self, story: str) -> Opened:
        """The story under an id, also if it is new."""
        if story not in self.stories:
            self.stories[story] = Opened(story, merged=tuple(self._led.pop(story, ())))
        return self.stories[story]

    def found(self, article: str, archive: Archive | None = None) -> str:
        """A story opened by an article; its id tells which, and is never used again."""
        stem = name = "s" + hashlib.blake2b(article.encode(), digest_size=8).hexdigest()
        number = 1
        while name in self.stories or name in self.redirects or (archive and archive.knows(name)):
            number += 1
            name = f"{stem}-{number}"
        return self.open(name).id

    def enter(self, article: Filed) -> Opened:
        """Make an article a member of the story that it names, which thereby goes on."""
        self.articles[article.id] = article
        story = self.stories[article.story]
        story.members.append(article.id)
        if not article.copy_of:
            story.speakers.append(article.id)
        self._goes_on(story.id)
        return story

    def leave(self, article: Filed) -> None:
        """Take an article out of its story, which is thereby not idle either."""
        story = self.stories[article.story]
        story.members.remove(article.id)
        if not article.copy_of:
            story.speakers.remove(article.id)
        self._goes_on(story.id)

    def close(self, story: str, into: str) -> Opened:
        """Empty a story for another, which answers for its id from now on."""
        gone, other = self.stories.pop(story), self.stories[into]
        del self._idle[story]
        self.redirects[story] = into
        other.outlets = gone.outlets | other.outlets
        other.merged = (*other.merged, *gone.merged, story)
        return gone

    def retire(self) -> Opened | None:
        """Let go of the story that was idle for longest; of the last one never."""
        if len(self._idle) < 2:
            return None
        gone = self.stories.pop(self._idle.popitem(last=False)[0])
        for name in gone.members:
            del self.articles[name]
        for name in gone.merged:
            del self.redirects[name]
        return gone

    def age(self, story: str) -> float:
        """The greater, the earlier its first article."""
        return -instant_of(self.articles[self.stories[story].members[0]].moment).timestamp()

    def _goes_on(self, story: str) -> None:
        self._idle[story] = None
        self._idle.move_to_end(story)
