"""What may an account settle of how it is told? A delivery is checked before it is kept."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsworld import gather
from newsworld.news.errors import AddressRefused, BadInput
from newsworld.settings import is_clock, is_zone

if TYPE_CHECKING:
    from newsworld.news.people import Delivery

MAX_SECRET = 200
MAX_MAIL = 254  # RFC 5321, 4.5.3.1.3
MAX_ADDRESSES = 5
MAX_PER_HOUR = 60
_MAIL = re.compile(r"[^\s@,;:<>()\"\\\[\]]+@[A-Za-z0-9.-]+")


def checked(delivery: Delivery) -> Delivery:
    """The delivery with its addresses made whole. BadInput names what cannot be."""
    for address in delivery.mail:
        is_one = len(address) <= MAX_MAIL and address.isascii() and address.isprintable()
        if not is_one or not _MAIL.fullmatch(address) or len(delivery.mail) > MAX_ADDRESSES:
            raise BadInput(address[:80], "this is no mail address.", "Write it as me@mail.example.")
    ntfy, hook = _whole(delivery.ntfy_url), _whole(delivery.hook_url)
    if ntfy and not urlsplit(ntfy).path.strip("/"):
        raise BadInput(ntfy[:80], "which topic?", "Write it as https://ntfy.example/my-topic.")
    for secret in (delivery.ntfy_token, delivery.hook_secret):
        if len(secret) > MAX_SECRET or not (secret.isascii() and secret.isprintable()):
            raise BadInput("secret", "it has letters that cannot be sent, or too many.", "Copy it again.")
    _expect_times(delivery)
    return dataclasses.replace(delivery, ntfy_url=ntfy, hook_url=hook)


def _whole(address: str) -> str:
    if not address:
        return ""
    try:
        return gather.address_of(address)
    except AddressRefused as error:
        raise BadInput(address[:80], error.trouble, error.next_step) from error


def _expect_times(delivery: Delivery) -> None:
    if not is_zone(delivery.zone):
        raise BadInput(delivery.zone[:80], "this time zone is not known.", "Name one as Europe/Lisbon.")
    begin, parted, end = delivery.quiet.partition("-")
    if delivery.quiet and not (parted and is_clock(begin) and is_clock(end)):
        raise BadInput(delivery.quiet[:80], "these are no hours.", "Write them as 22:00-07:00.")
    if delivery.digest_at and not is_clock(delivery.digest_at):
        raise BadInput(delivery.digest_at[:80], "this is no time of day.", "Write it as 07:00.")
    if not 1 <= delivery.per_hour <= MAX_PER_HOUR:
        raise BadInput(str(delivery.per_hour), "so many alerts cannot be.", f"Take 1 to {MAX_PER_HOUR} an hour.")
