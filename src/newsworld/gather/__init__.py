"""How does the world's news come in? Source -> Item, Capture. Politely, safely, whole."""

from newsworld.gather.client import Client, Manners, Request, Response
from newsworld.gather.filed import Filed
from newsworld.gather.identity import Change, Known, recognise
from newsworld.gather.kinds import KINDS, Kind, kind_named, kind_of
from newsworld.gather.naming import capture_id, outlet_id, source_id
from newsworld.gather.opml import read_opml, write_opml
from newsworld.gather.options import Options
from newsworld.gather.parsed import Parsed
from newsworld.gather.revisions import changes
from newsworld.gather.round import Heard, Missed, address_of, fetch_pages, hear_push, listen
from newsworld.gather.schedule import after_failure, after_success, due, slowed

__all__ = [
    "KINDS",
    "Change",
    "Client",
    "Filed",
    "Heard",
    "Kind",
    "Known",
    "Manners",
    "Missed",
    "Options",
    "Parsed",
    "Request",
    "Response",
    "address_of",
    "after_failure",
    "after_success",
    "capture_id",
    "changes",
    "due",
    "fetch_pages",
    "hear_push",
    "kind_named",
    "kind_of",
    "listen",
    "outlet_id",
    "read_opml",
    "recognise",
    "slowed",
    "source_id",
    "write_opml",
]
