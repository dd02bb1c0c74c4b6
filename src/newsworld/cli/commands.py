"""The commands. Each answers bad input with the subject, the trouble, the next step, and an exit status not 0."""

from __future__ import annotations

import functools
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click import shell_completion

from newsworld import __version__, settings
from newsworld.cli import exporting, filing, keeping, logs, reading, running, streaming
from newsworld.cli import people as persons
from newsworld.cli.clock import clock
from newsworld.news.errors import NewsworldError
from newsworld.newsroom import Newsroom

if TYPE_CHECKING:
    from collections.abc import Callable


TROUBLE = 1  # exit status: something was refused or failed
SOME_LINES_BAD = 3  # exit status of a stream in which some lines were answered by error objects


def plain_errors(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn the house's errors into one plain line on standard error."""

    @functools.wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except NewsworldError as error:
            click.echo(f"newsworld: {error}", err=True)
            sys.exit(TROUBLE)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)

    return guarded


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="newsworld")
@click.option("--settings", "settings_path", metavar="FILE", help="A TOML file of settings.")
@click.option("--store", metavar="STORE", help="An SQLite file (default var/newsworld.db) or a postgresql:// address.")
@click.pass_context
def main(context: click.Context, settings_path: str | None, store: str | None) -> None:
    """Newsworld: one page per story, every line led back to the exact words of a source."""
    context.obj = {"path": settings_path, "store": store}


def loaded(context: click.Context, **told: Any) -> settings.Settings:
    """The settings in force for a command."""
    return settings.load(context.obj["path"], {"store": context.obj["store"]} | told)


_WORKERS = click.option("--workers", type=click.IntRange(1, 256), help="Processes that work (default 1).")
_LOG_JSON = click.option("--log-json", is_flag=True, default=None, help="The log as JSON lines.")


@main.command()
@click.option("--host", help="Where to listen (default 127.0.0.1).")
@click.option("--port", type=int, help="The port (default 8008).")
@click.option("--samples", is_flag=True, help="Follow the sample world that samples/serve.py serves beside this.")
@click.option("--as-of", help="Make the edition for this moment, not for now.")
@_WORKERS
@_LOG_JSON
@click.pass_context
@plain_errors
def run(context: click.Context, samples: bool, **told: Any) -> None:
    """Gather on a schedule and serve the pages."""
    if samples:
        told |= running.settings_for_samples(context.obj["store"], told["as_of"])
    running.run(loaded(context, **told), samples=samples)


@main.command()
@_WORKERS
@_LOG_JSON
@click.pass_context
@plain_errors
def work(context: click.Context, **told: Any) -> None:
    """Read, group and brief beside a newsroom that runs on the same store, on this machine or another."""
    running.work(loaded(context, **told))


@main.command()
@click.argument("address")
@click.pass_context
@plain_errors
def follow(context: click.Context, address: str) -> None:
    """Follow an outlet: a feed, sitemap, site or page by its URL, an OPML file or URL, a WARC file or a folder."""
    with closing(Newsroom.opened(loaded(context))) as room:
        for source in running.follow(room, address):
            click.echo(f"following {source.address}")


@main.command()
@click.pass_context
@plain_errors
def gather(context: click.Context) -> None:
    """Listen once: ask the sources that are due, fetch what they announce, make the stories, and end."""
    with closing(Newsroom.opened(loaded(context))) as room:
        pages = running.gather(room)
        click.echo(f"{pages} page{'s' * (pages != 1)} fetched; {room.store.stories.count()} stories")


@main.command()
@click.pass_context
@plain_errors
def sources(context: click.Context) -> None:
    """Where we listen, how it goes, and when we listen again."""
    with closing(Newsroom.opened(loaded(context))) as room:
        reading.tell_sources(room)


@main.command()
@click.argument("file_or_url")
@click.option("--json", "as_json", is_flag=True, help="The whole reading as one JSON object.")
@click.option("--published", metavar="DATE", help="When it was published, where the page does not say (2022-01-08).")
@click.option("--explain", is_flag=True, help="Which rule found each statement.")
@click.pass_context
@plain_errors
def read(context: click.Context, file_or_url: str, as_json: bool, published: str | None, explain: bool) -> None:
    """Read one article as a careful reader would: HTML or plain text, from a file or a URL ("-" is standard input)."""
    told = running.read(loaded(context), file_or_url, published, clock())
    if as_json:
        reading.write_json(told)
    elif explain:
        reading.explain(told)
    else:
        reading.tell(told)


@main.command()
@click.argument("query")
@click.pass_context
@plain_errors
def search(context: click.Context, query: str) -> None:
    """Search the articles: words, "a phrase", -without, begin*."""
    with closing(Newsroom.opened(loaded(context))) as room:
        reading.tell_found(room.store.articles.search(query))


@main.command()
@click.argument("name", metavar="FORMAT")
@click.option("--to", "path", required=True, metavar="PATH", help="The file, or for `site` the folder.")
@click.option("--as-of", help="The edition of this moment, not of now.")
@click.option("--home", default="http://127.0.0.1:8008/", help="The address that story pages stand under.")
@click.pass_context
@plain_errors
def export(context: click.Context, name: str, path: str, as_of: str | None, home: str) -> None:
    """Write the edition as a file in any format, or as a whole site of pages."""
    with closing(Newsroom.opened(loaded(context, as_of=as_of))) as room:
        count = exporting.write(room.whole_edition(clock()), name, Path(path), home)
        click.echo(f"{count} file{'s' * (count != 1)} written to {path}")


@main.command()
@click.pass_context
@plain_errors
def mcp(context: click.Context) -> None:
    """Serve agents over the Model Context Protocol, on standard input and output; read-only."""
    told = loaded(context)
    logs.told_to_stderr(as_json=told.log_json)  # before the store opens: standard output is the protocol's alone
    with closing(Newsroom.opened(told)) as room:
        running.serve_agents(room)


@main.command()
@click.option("--to", "to", required=True, metavar="WAY", help="mail, ntfy, hook, or a file: .html .txt .pdf .epub .md")
@click.option("--as-of", help="The edition of this moment, not of now.")
@click.pass_context
@plain_errors
def digest(context: click.Context, to: str, as_of: str | None) -> None:
    """Send the daily edition now, or write it to a file."""
    with closing(Newsroom.opened(loaded(context, as_of=as_of))) as room:
        click.echo(exporting.digest(room, to, clock()))


@main.command()
@click.option("--to", "path", required=True, metavar="FILE", help="Where the copy goes.")
@click.pass_context
@plain_errors
def backup(context: click.Context, path: str) -> None:
    """Copy the store soundly while it runs."""
    with closing(Newsroom.opened(loaded(context))) as room:
        room.store.backup(path)
        click.echo(f"copied to {path}")


@main.command()
@click.argument("path", metavar="FILE")
@click.option("--replace", is_flag=True, help="Although the store holds something, which is then gone.")
@click.pass_context
@plain_errors
def restore(context: click.Context, path: str, replace: bool) -> None:
    """Bring a backup back into the store."""
    keeping.restore(loaded(context), path, replace=replace)


@main.command()
@click.argument("origin", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--replace", is_flag=True, help="Although TO holds something, which is then gone.")
@plain_errors
def move(origin: str, target: str, replace: bool) -> None:
    """Copy a store into another, byte for byte: SQLite files and postgresql:// addresses, either way."""
    keeping.move(origin, target, replace=replace)


@main.command()
@click.pass_context
@plain_errors
def check(context: click.Context) -> None:
    """Look whether everything kept is still what was kept."""
    sys.exit(keeping.check(loaded(context)))


@main.command()
@click.pass_context
@plain_errors
def doctor(context: click.Context) -> None:
    """What is wrong, and what to do."""
    sys.exit(reading.tell_health(loaded(context)))


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--to", "folder", required=True, metavar="FOLDER", help="Where the tables go; go on with one there.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, help="Processes of this machine (default 1).")
@click.option("--scheduler", metavar="ADDRESS", help="Instead: the Dask cluster whose scheduler is there.")
@plain_errors
def archive(paths: tuple[str, ...], folder: str, workers: int, scheduler: str | None) -> None:
    """Read whole archives (WARC, JSON lines, Parquet) into Parquet tables of articles, statements, meetings ..."""
    from newsworld.cli import archiving  # noqa: PLC0415 - an extra

    sys.exit(TROUBLE if archiving.archive(paths, folder, workers, scheduler) else 0)


@main.command()
@click.argument("folder")
@click.pass_context
@plain_errors
def load(context: click.Context, folder: str) -> None:
    """Load tables that `archive` made into the store, and find the stories in them."""
    from newsworld.cli import archiving  # noqa: PLC0415 - an extra

    with closing(Newsroom.opened(loaded(context))) as room:
        archiving.load(room, folder)


@main.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """Write what makes a shell complete our commands: newsworld completion bash >> ~/.bashrc."""
    kind = shell_completion.get_completion_class(shell)
    if kind is not None:
        click.echo(kind(main, {}, "newsworld", "_NEWSWORLD_COMPLETE").source())


@main.group()
def people() -> None:
    """Who reads here: list, add, remove, password, token."""


@people.command(name="list")
@click.pass_context
@plain_errors
def list_people(context: click.Context) -> None:
    """Everybody, and what lets them in."""
    persons.told(loaded(context), persons.listed)


@people.command(name="add")
@click.argument("name")
@click.option("--editor", is_flag=True, help="May change what the house listens to.")
@click.option("--password", prompt="Password (empty for none yet)", default="", hide_input=True, show_default=False)
@click.pass_context
@plain_errors
def add_person(context: click.Context, name: str, editor: bool, password: str) -> None:
    """Let somebody read here, with marks, follows and tokens of their own."""
    persons.told(loaded(context), lambda all_: persons.added(all_, name, password or None, is_editor=editor))


@people.command(name="remove")
@click.argument("name")
@click.confirmation_option(prompt="Everything of theirs goes. Sure?")
@click.pass_context
@plain_errors
def remove_person(context: click.Context, name: str) -> None:
    """Take an account away, with all that was its own."""
    persons.told(loaded(context), lambda all_: persons.removed(all_, name))


@people.command(name="password")
@click.argument("name")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)
@click.pass_context
@plain_errors
def set_password(context: click.Context, name: str, password: str) -> None:
    """Set a password; from the first one on, everybody has to log in."""
    persons.told(loaded(context), lambda all_: persons.password_set(all_, name, password))


@people.command(name="token")
@click.argument("name")
@click.option("--for", "label", default="", help="What it is for.")
@click.option("--may", type=click.Choice(list(persons.LEVELS)), default="mark", help="How far it goes (default mark).")
@click.option("--revoke", metavar="DIGEST", help="Take the token back whose digest begins so.")
@click.pass_context
@plain_errors
def person_token(context: click.Context, name: str, label: str, may: str, revoke: str | None) -> None:
    """A new token for a program or a phone reader, shown this once."""
    if revoke:
        persons.told(loaded(context), lambda all_: persons.token_revoked(all_, name, revoke))
    else:
        persons.told(loaded(context), lambda all_: persons.token_issued(all_, name, label, may))


def _stream(name: str, text: str) -> Callable[[Callable[..., Any]], click.Command]:
    """A stage as a filter: JSON lines on standard input, JSON lines on standard output."""

    def decorate(command: Callable[..., Any]) -> click.Command:
        return main.command(name, help=text)(plain_errors(command))

    return decorate


@_stream("extract", "Captures in, articles out (JSON lines); or an archive's pages into a file.")
@click.argument("archive", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", type=click.Path(dir_okay=False, path_type=Path), help="With an archive: go on with this file.")
@click.option("--only", is_flag=True, help="Leave out the fields that came in.")
def extract(archive: Path | None, into: Path | None, only: bool) -> None:
    """Captures to articles."""
    if (archive is None) != (into is None):
        raise click.UsageError("An archive and --into go together.")
    if archive is not None and into is not None:
        sys.exit(SOME_LINES_BAD if filing.extract(archive, into) else 0)
    sys.exit(SOME_LINES_BAD if streaming.extract(Path.cwd(), only) else 0)


@_stream("understand", "Articles in, readings out (JSON lines).")
@click.option("--only", is_flag=True, help="Leave out the fields that came in.")
@click.option("--explain", is_flag=True, help="Instead of readings: for each statement, which rule found it and why.")
def understand(only: bool, explain: bool) -> None:
    """Articles to readings."""
    bad = streaming.explain() if explain else streaming.understand(only)
    sys.exit(SOME_LINES_BAD if bad else 0)


@_stream("group", "Articles or readings in, in time order; the story of each out, at once (JSON lines).")
@click.option("--only", is_flag=True, help="Leave out the fields that came in.")
def group(only: bool) -> None:
    """Readings to stories."""
    sys.exit(SOME_LINES_BAD if streaming.group(only) else 0)


@_stream("brief", "Placed readings in; a brief a story out, when the input ends (JSON lines).")
@click.option("--follow", is_flag=True, help="Write a story's brief each time the story changes.")
def brief(follow: bool) -> None:
    """Stories to briefs."""
    sys.exit(SOME_LINES_BAD if streaming.brief(follow) else 0)
