"""Carriers: mail, ntfy and a web hook. All of them go out by `gather`, to checked addresses."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

from newsworld import gather
from newsworld.gather import mail
from newsworld.news import codec
from newsworld.news.errors import FetchFailed
from newsworld.news.moments import instant_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsworld.gather.mail import MailServer
    from newsworld.news.notices import Notice

ANSWER_BYTES = 64 * 1024  # nobody needs more to say that it was taken
NTFY_CHARACTERS = 3500  # ntfy takes 4,096 bytes; what is longer becomes a file
MAX_TITLE = 200


@dataclass(frozen=True, slots=True)
class Mail:
    """By SMTP, as text and, where there is one, as HTML."""

    server: MailServer
    sender: str
    to: tuple[str, ...]
    name: str = "mail"

    async def carry(self, notice: Notice) -> None:
        """Hand it to the mail server."""
        await asyncio.to_thread(mail.post, self.message(notice), self.server)

    def message(self, notice: Notice) -> EmailMessage:
        """The notice as a message. Its id is made of the notice's, so that programs can tell that it is the same."""
        message = EmailMessage()
        message["Subject"] = _one_line(notice.title)
        message["From"] = self.sender
        message["To"] = ", ".join(self.to)
        message["Date"] = format_datetime(instant_of(notice.made))
        digest = hashlib.sha256(f"{notice.id} {notice.title}".encode()).hexdigest()[:32]
        message["Message-ID"] = f"<{digest}@newsworld.invalid>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notices back
        message.set_content(f"{notice.text}\n\n{notice.address}\n")
        if notice.html:
            message.add_alternative(notice.html, subtype="html")
        return message


@dataclass(frozen=True, slots=True)
class Ntfy:
    """By a server of ntfy (https://docs.ntfy.sh/publish/): JSON to its root, the topic inside."""

    options: gather.Options
    url: str  # https://ntfy.example/topic
    token: str | None = None
    name: str = "ntfy"

    async def carry(self, notice: Notice) -> None:
        """Publish it."""
        root, _, topic = self.url.rstrip("/").rpartition("/")
        text = notice.text[:NTFY_CHARACTERS]
        row = {"topic": topic, "title": _one_line(notice.title), "message": text, "click": notice.address}
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        await _posted(self.options, f"{root}/", codec.json_of(row), headers)


@dataclass(frozen=True, slots=True)
class Hook:
    """By a web hook: the notice as JSON; with a secret, its HMAC-SHA256 goes along."""

    options: gather.Options
    url: str
    secret: str | None = None
    name: str = "hook"

    async def carry(self, notice: Notice) -> None:
        """POST it."""
        body = codec.json_of({
            "id": notice.id,
            "kind": notice.kind,
            "title": notice.title,
            "text": notice.text,
            "url": notice.address,
            "made": notice.made,
            "stories": list(notice.stories),
        })  # fmt: skip
        signed = hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest() if self.secret else ""
        await _posted(self.options, self.url, body, {"x-newsworld-signature": f"sha256={signed}"} if signed else {})


async def _posted(options: gather.Options, url: str, body: bytes, headers: Mapping[str, str]) -> None:
    told = {"content-type": "application/json", **headers}
    async with gather.Client(options) as client:
        response = await client.fetch(
            gather.Request(url, kind="hub", body=body, headers=told, limit_bytes=ANSWER_BYTES)
        )
    if not 200 <= response.status < 300:
        raise FetchFailed(url, f"the answer was {response.status}.", "Look at the settings for alerts.")


def _one_line(text: str) -> str:
    return " ".join(text.split())[:MAX_TITLE]
