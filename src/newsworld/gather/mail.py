"""Mail out of the house: one message to one server, which is checked as every other address that the house goes to."""

from __future__ import annotations

import smtplib
import socket
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsworld.gather.addresses import is_off_limits, networks, refusal
from newsworld.news.errors import AddressRefused, FetchFailed

if TYPE_CHECKING:
    from email.message import EmailMessage

    from newsworld.gather.addresses import Network

SECONDS = 30.0  # for each word of the conversation
READY = 220  # RFC 5321 4.2.3


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in. `security`: starttls, tls (from the first byte), none (for a server of one's own)."""

    host: str
    port: int = 587
    security: str = "starttls"
    user: str | None = None
    password: str | None = None
    allow: tuple[str, ...] = ()  # private networks that mail may go to


def post(message: EmailMessage, server: MailServer) -> None:
    """Hand one message in. AddressRefused where the server is on a private network, FetchFailed if it is not taken."""
    allow = networks(server.allow)
    try:
        with _connected(server, allow) as talk:
            if server.security == "starttls":
                talk.starttls(context=ssl.create_default_context())
            if server.user:
                talk.login(server.user, server.password or "")
            talk.send_message(message)
    except AddressRefused:
        raise
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise FetchFailed(
            server.host, f"the mail was not taken: {_plain(error)}.", "Look at the mail settings."
        ) from error


def _connected(server: MailServer, allow: tuple[Network, ...]) -> smtplib.SMTP:
    """A conversation over a socket that we opened ourselves: smtplib would go wherever the name leads."""
    line = _checked_socket(server.host, server.port, allow)
    if server.security == "tls":
        line = ssl.create_default_context().wrap_socket(line, server_hostname=server.host)
    talk = smtplib.SMTP(timeout=SECONDS)
    talk.sock = line
    talk._host = server.host  # type: ignore[attr-defined]  # noqa: SLF001 - whose certificate starttls asks for
    code, told = talk.getreply()
    if code != READY:
        talk.close()
        raise smtplib.SMTPConnectError(code, told)
    return talk


def _checked_socket(host: str, port: int, allow: tuple[Network, ...]) -> socket.socket:
    """A connection to the first address of a name that may be gone to; the address is checked, not the name."""
    refused: AddressRefused | None = None
    for _, _, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if is_off_limits(str(address[0]), allow):
            refused = refusal(str(address[0]))
            continue
        return socket.create_connection((str(address[0]), int(address[1])), SECONDS)
    raise refused or OSError("its name is not known to the network")


def _plain(error: Exception) -> str:
    """The server's own words, on one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        told = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return " ".join(f"{error.smtp_code} {told}".split())[:200]
    return " ".join(str(error).split())[:200] or type(error).__name__
