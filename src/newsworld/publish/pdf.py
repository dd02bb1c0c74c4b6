"""PDF: an edition printed as a letter with all that its pages say, by WeasyPrint: every script and direction that the
machine has letters for.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from newsworld.news.errors import BadSettings
from newsworld.publish.letters import letter
from newsworld.publish.xmltext import legal

if TYPE_CHECKING:
    from newsworld.news.briefs import Edition
    from newsworld.publish.channels import Channel


def render(edition: Edition, channel: Channel) -> bytes:
    """The book of the day. It fetches nothing. BadSettings without WeasyPrint or the libraries that it draws with."""
    try:
        import weasyprint  # noqa: PLC0415 - an extra: only who asks for PDF needs it
    except (ImportError, OSError) as error:  # the package, or pango
        trouble = "WeasyPrint is not installed, or the library pango is missing."
        raise BadSettings("pdf", trouble, "pip install 'newsworld[print]', apt install libpangoft2-1.0-0.") from error
    page = weasyprint.HTML(
        string=legal(letter(edition, channel, is_whole=True, style=_style()).html),
        url_fetcher=_refuse,
        base_url="about:blank",
    )
    body: bytes = page.write_pdf(pdf_tags=True)  # tags: headings and reading order for those who listen
    return body


def _style() -> str:
    return resources.files("newsworld.publish").joinpath("static", "letter.css").read_text(encoding="utf-8")


def _refuse(url: str, *_args: object, **_more: object) -> None:
    raise ValueError(f"nothing is fetched for a PDF: {url}")
