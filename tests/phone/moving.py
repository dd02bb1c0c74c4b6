"""A story that changes, goes into another, or is parted, as the gatherer's pipeline does it; laid out by hand."""

from __future__ import annotations

import dataclasses

from newsworld.news.stories import Member, Placement
from newsworld.pipeline.run import Pipeline


class Table:
    """A desk whose stories are laid out by hand."""

    def __init__(self, store):
        self.store, self.into, self.stories = store, {}, {}
        self.pipeline = Pipeline(store, self, None)

    def resolve(self, story):
        return self.into.get(story, story)

    def story(self, name):
        return self.stories.get(name) or self.store.stories.get(name)

    def change(self, story, headline):
        """Another version of a story's page."""
        brief = self.store.stories.brief(story)
        self.store.stories.put_brief(dataclasses.replace(brief, version=brief.version + 1, headline=headline))

    def merge(self, gone, kept, headline):
        """One story goes into another, whose page tells of both."""
        moved, first = self.store.stories.get(gone).members, self.store.stories.get(kept)
        self.into[gone] = kept
        self.stories[kept] = dataclasses.replace(first, members=first.members + moved)
        self.pipeline.keep([Placement(one.id, kept, joined=True) for one in moved])
        self.change(kept, headline)

    def part(self, story, apart):
        """The last report of a story becomes a story of its own."""
        whole, page = self.store.stories.get(story), self.store.stories.brief(story)
        off, rest = whole.members[-1], whole.members[:-1]
        self.stories[apart] = dataclasses.replace(whole, id=apart, members=(Member(off.id),))
        self.stories[story] = dataclasses.replace(whole, members=rest)
        self.pipeline.keep([Placement(off.id, apart)])
        self.store.stories.put_brief(dataclasses.replace(page, story=apart, version=1))
