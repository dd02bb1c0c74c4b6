"""Every error of the house.

NewsworldError                  anything the house refuses, with its subject and the next step
├── BadInput                    what came in cannot be read (a line, a file, a page, a feed)
│   ├── BadLine                 a line of a stream is not the noun it should be
│   ├── BadCapture              a page or file that holds nothing to read
│   └── BadFeed                 a feed, sitemap, OPML or archive that cannot be read
├── FetchFailed                 the other side did not answer as hoped
│   └── AddressRefused          an address that the house does not go to
├── EvidenceMissing             a fact without a span, a line without a citation
├── StoreTrouble                the store cannot be opened, written or trusted
│   └── UnknownId               nothing is kept under this id
├── NotPermitted                who asks may not have or do this
│   └── TooManyTries            nor try again so soon
└── BadSettings                 a setting that cannot be
"""

from __future__ import annotations


class NewsworldError(Exception):
    """What went wrong, with what, and what to do next."""

    def __init__(self, subject: str, trouble: str, next_step: str = "") -> None:
        self.subject = subject
        self.trouble = trouble
        self.next_step = next_step
        super().__init__(f"{subject}: {trouble}" + (f" {next_step}" if next_step else ""))

    @property
    def kind(self) -> str:
        """The error's name as streams and the API tell it."""
        return type(self).__name__


class BadInput(NewsworldError):
    """What came in cannot be read."""


class BadLine(BadInput):
    """A line of a stream is not the noun it should be."""


class BadCapture(BadInput):
    """A page or file that holds nothing to read."""


class BadFeed(BadInput):
    """A feed, sitemap, OPML or archive that cannot be read."""


class FetchFailed(NewsworldError):
    """The other side did not answer as hoped."""


class AddressRefused(FetchFailed):
    """An address that the house does not go to."""


class EvidenceMissing(NewsworldError):
    """A fact without a span, or a line without a citation."""


class StoreTrouble(NewsworldError):
    """The store cannot be opened, written or trusted."""


class UnknownId(StoreTrouble):
    """Nothing is kept under this id."""


class NotPermitted(NewsworldError):
    """Who asks may not have or do this."""


class TooManyTries(NotPermitted):
    """Too many wrong passwords: not again so soon."""


class BadSettings(NewsworldError):
    """A setting that cannot be."""
