"""A story and an article as phone readers carry them: plain HTML, no style, no script, each line with its sources."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from newsworld.publish.cited import Numbering, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsworld.news.articles import Article
    from newsworld.news.briefs import Brief
    from newsworld.publish.cited import CitationView, Library, LineView


def story_html(brief: Brief, articles: Library) -> str:
    """The story's page: each line with the figures of its sources, whose exact words stand at the end."""
    numbering = Numbering(articles)
    parts = []
    if brief.standfirst:
        parts.append(f"<p>{_line(numbering.line(brief.standfirst, brief.language))}</p>")
    if brief.basics:
        parts.append(_listed("The basics in brief", numbering.lines(brief.basics, brief.language)))
    parts += [_listed(part.name.capitalize(), numbering.lines(part.lines, brief.language)) for part in brief.sections]
    if numbering.taken:
        parts.append(f"<h2>Sources</h2><ol>{''.join(map(_source, numbering.taken.values()))}</ol>")
    return "".join(parts)


def article_html(article: Article) -> str:
    """The article's text, paragraph by paragraph, its standfirst before it."""
    first = [article.standfirst] if article.standfirst and not article.text.startswith(article.standfirst) else []
    parts = [f"<p><strong>{escape(text)}</strong></p>" for text in first]
    parts += [f"<p>{escape(paragraph)}</p>" for paragraph in article.paragraphs]
    return "".join(parts)


def _listed(heading: str, lines: Iterable[LineView]) -> str:
    return f"<h2>{escape(heading)}</h2><ul>{''.join(f'<li>{_line(line)}</li>' for line in lines)}</ul>"


def _line(line: LineView) -> str:
    figures = "".join(f"<sup>[{_linked(str(one.number), one)}]</sup>" for one in line.citations)
    return f"{escape(line.text)} {figures}"


def _source(citation: CitationView) -> str:
    return f"<li>{_linked(citation.outlet or 'the source', citation)}: <q>{escape(citation.quote)}</q></li>"


def _linked(text: str, citation: CitationView) -> str:
    url = web_address(citation.url)
    return f'<a href="{escape(url)}">{escape(text)}</a>' if url else escape(text)
