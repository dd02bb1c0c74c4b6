"""The commands. Each loads what it needs when it is called, so that a small one answers at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from newsworld import __version__
from newsworld.cli.clock import clock
from newsworld.cli.manner import SOME_LINES_BAD, TROUBLE, House, Place


@click.group(cls=House, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="newsworld")
@click.option("--settings", "settings_path", metavar="FILE", help="A TOML file of settings.")
@click.option("--store", metavar="STORE", help="An SQLite file (default var/newsworld.db) or a postgresql:// address.")
@click.pass_context
def main(context: click.Context, settings_path: str | None, store: str | None) -> None:
    """One page per story out of what the world's outlets publish; every line leads to the exact words of a source.

    To begin: newsworld follow https://outlet.example/feed.xml, then newsworld run. What is wrong: newsworld doctor.
    """
    context.obj = Place(settings_path, store)


_WORKERS = click.option("--workers", type=click.IntRange(1, 256), help="Processes that work (default 1).")
_LOG_JSON = click.option("--log-json", is_flag=True, default=None, help="The log as JSON lines.")


@main.command()
@click.option("--host", help="Where to listen (default 127.0.0.1).")
@click.option("--port", type=int, help="The port (default 8008).")
@click.option("--samples", is_flag=True, help="Follow the sample world that samples/serve.py serves beside this.")
@click.option("--as-of", help="Make the edition for this moment, not for now.")
@_WORKERS
@_LOG_JSON
@click.pass_obj
def run(place: Place, /, samples: bool, **told: Any) -> None:
    """Listen to what you follow on a schedule, and serve the pages."""
    from newsworld.cli import running

    if samples:
        told |= running.settings_for_samples(place.store, told["as_of"])
    running.run(place.settings(**told), samples=samples)


@main.command()
@_WORKERS
@_LOG_JSON
@click.pass_obj
def work(place: Place, /, **told: Any) -> None:
    """Work beside a newsroom that runs on the same store.

    Reads, groups and briefs, on this machine or another.
    """
    from newsworld.cli import running

    running.work(place.settings(**told))


@main.command()
@click.argument("address")
@click.pass_obj
def follow(place: Place, address: str) -> None:
    """Follow a feed, site, page, list, archive or folder.

    ADDRESS is the URL of a feed, sitemap, site or page, an OPML list (URL or file), a WARC file, or a folder.
    """
    from newsworld.cli import running

    with place.room() as room:
        for source in running.follow(room, address):
            click.echo(f"following {source.address}")
        click.echo("To listen and serve the pages: newsworld run", err=True)


@main.command()
@click.pass_obj
def gather(place: Place) -> None:
    """Listen once, make the stories, and end.

    Asks the sources that are due and fetches what they announce; for a cron job.
    """
    from newsworld.cli import running

    with place.room() as room:
        pages = running.gather(room)
        click.echo(f"{pages} page{'s' * (pages != 1)} fetched; {room.store.stories.count()} stories")


@main.command()
@click.pass_obj
def sources(place: Place) -> None:
    """Where we listen, how it goes, and when we listen again."""
    from newsworld.cli import reading

    with place.room() as room:
        reading.tell_sources(room)


@main.command()
@click.argument("file_or_url")
@click.option("--json", "as_json", is_flag=True, help="The whole reading as one JSON object.")
@click.option("--published", metavar="DATE", help="When it was published, where the page does not say (2022-01-08).")
@click.option("--explain", is_flag=True, help="Which rule found each statement.")
@click.pass_obj
def read(place: Place, file_or_url: str, as_json: bool, published: str | None, explain: bool) -> None:
    """Read one article as a careful reader would.

    HTML or plain text, from a file or a URL; "-" is standard input. No store is needed.
    """
    from newsworld.cli import reading, running

    told = running.read(place.settings(), file_or_url, published, clock())
    if as_json:
        reading.write_json(told)
    elif explain:
        reading.explain(told)
    else:
        reading.tell(told)


@main.command()
@click.argument("query")
@click.pass_obj
def search(place: Place, query: str) -> None:
    """Search articles: words, "a phrase", -without, begin*."""
    from newsworld.cli import reading

    with place.room() as room:
        found = room.search(query)
        reading.tell_found(found)
        if not found:
            click.echo(f"Nothing found among {room.store.articles.count()} articles.", err=True)


@main.command()
@click.argument("name", metavar="FORMAT")
@click.option("--to", "path", required=True, metavar="PATH", help="The file, or for `site` the folder.")
@click.option("--as-of", help="The edition of this moment, not of now.")
@click.option("--home", default="http://127.0.0.1:8008/", help="The address that story pages stand under.")
@click.pass_obj
def export(place: Place, name: str, path: str, as_of: str | None, home: str) -> None:
    """Write the edition as a file, or as a site of pages."""
    from newsworld.cli import exporting

    with place.room(as_of=as_of) as room:
        count = exporting.write(room.whole_edition(clock()), name, Path(path), home)
        click.echo(f"{count} file{'s' * (count != 1)} written to {path}")


@main.command()
@click.pass_obj
def mcp(place: Place) -> None:
    """Serve agents by the Model Context Protocol, read-only.

    On standard input and output.
    """
    from newsworld.cli import running

    with place.room() as room:
        running.serve_agents(room)


@main.command()
@click.option("--to", "to", required=True, metavar="WAY", help="mail, ntfy, hook, or a file: .html .txt .pdf .epub .md")
@click.option("--as-of", help="The edition of this moment, not of now.")
@click.pass_obj
def digest(place: Place, to: str, as_of: str | None) -> None:
    """Send the daily edition now, or write it to a file."""
    from newsworld.cli import exporting

    with place.room(as_of=as_of) as room:
        click.echo(exporting.digest(room, to, clock()))


@main.command()
@click.option("--to", "path", required=True, metavar="FILE", help="Where the copy goes.")
@click.pass_obj
def backup(place: Place, path: str) -> None:
    """Copy the store soundly while it runs."""
    with place.room() as room:
        room.store.backup(path)
        click.echo(f"copied to {path}")


@main.command()
@click.argument("path", metavar="FILE")
@click.option("--replace", is_flag=True, help="Although the store holds something, which is then gone.")
@click.pass_obj
def restore(place: Place, path: str, replace: bool) -> None:
    """Bring a backup back into the store."""
    from newsworld.cli import keeping

    keeping.restore(place.settings(), path, replace=replace)


@main.command()
@click.argument("origin", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--replace", is_flag=True, help="Although TO holds something, which is then gone.")
def move(origin: str, target: str, replace: bool) -> None:
    """Copy a store into another, SQLite or PostgreSQL.

    Byte for byte, either way: FROM and TO are SQLite files or postgresql:// addresses.
    """
    from newsworld.cli import keeping

    keeping.move(origin, target, replace=replace)


@main.command()
@click.pass_obj
def check(place: Place) -> None:
    """Look whether all that is kept is what was kept."""
    from newsworld.cli import keeping

    sys.exit(keeping.check(place.settings()))


@main.command()
@click.pass_obj
def doctor(place: Place) -> None:
    """Say what is wrong here, and what to do."""
    from newsworld.cli import health

    sys.exit(health.doctor(place.settings()))


@main.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--to", "folder", required=True, metavar="FOLDER", help="Where the tables go; go on with one there.")
@click.option("--workers", type=click.IntRange(1, 256), default=1, help="Processes of this machine (default 1).")
@click.option("--scheduler", metavar="ADDRESS", help="Instead: the Dask cluster whose scheduler is there.")
def archive(paths: tuple[str, ...], folder: str, workers: int, scheduler: str | None) -> None:
    """Turn whole archives into Parquet tables.

    WARC, JSON lines or Parquet in; tables of articles, statements, meetings and more out. Goes on where it was stopped.
    """
    from newsworld.cli import archiving

    sys.exit(TROUBLE if archiving.archive(paths, folder, workers, scheduler) else 0)


@main.command()
@click.argument("folder")
@click.pass_obj
def load(place: Place, folder: str) -> None:
    """Load such tables into the store, and make stories.

    FOLDER is what `archive` wrote.
    """
    from newsworld.cli import archiving

    with place.room() as room:
        archiving.load(room, folder)


@main.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """Teach a shell to complete our commands.

    For bash: newsworld completion bash >> ~/.bashrc
    """
    from click import shell_completion

    kind = shell_completion.get_completion_class(shell)
    if kind is not None:
        click.echo(kind(main, {}, "newsworld", "_NEWSWORLD_COMPLETE").source())


@main.group()
def people() -> None:
    """List, add and remove readers; passwords, tokens."""


@people.command(name="list")
@click.pass_obj
def list_people(place: Place) -> None:
    """Everybody, and what lets them in."""
    from newsworld.cli import people as persons

    persons.told(place.settings(), persons.listed)


@people.command(name="add")
@click.argument("name")
@click.option("--editor", is_flag=True, help="May change what the house listens to.")
@click.option("--password", prompt="Password (empty for none yet)", default="", hide_input=True, show_default=False)
@click.pass_obj
def add_person(place: Place, name: str, editor: bool, password: str) -> None:
    """Let somebody read here, with marks, follows and tokens of their own."""
    from newsworld.cli import people as persons

    persons.told(place.settings(), lambda all_: persons.added(all_, name, password or None, is_editor=editor))


@people.command(name="remove")
@click.argument("name")
@click.confirmation_option(prompt="Everything of theirs goes. Sure?")
@click.pass_obj
def remove_person(place: Place, name: str) -> None:
    """Take an account away, with all that was its own."""
    from newsworld.cli import people as persons

    persons.told(place.settings(), lambda all_: persons.removed(all_, name))


@people.command(name="password")
@click.argument("name")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)
@click.pass_obj
def set_password(place: Place, name: str, password: str) -> None:
    """Set a password; from the first one on, everybody has to log in."""
    from newsworld.cli import people as persons

    persons.told(place.settings(), lambda all_: persons.password_set(all_, name, password))


@people.command(name="connect")
@click.argument("name")
@click.argument("number")
@click.pass_obj
def connect_person(place: Place, name: str, number: str) -> None:
    """Let the provider of the settings open an account, for whom it knows by this NUMBER (its `sub`)."""
    from newsworld.cli import people as persons

    settings = place.settings()
    persons.told(settings, lambda all_: persons.connected(all_, settings, name, number))


@people.command(name="token")
@click.argument("name")
@click.option("--for", "label", default="", help="What it is for.")
@click.option(
    "--may", type=click.Choice(("read", "mark", "edit")), default="mark", help="How far it goes (default mark)."
)
@click.option("--revoke", metavar="DIGEST", help="Take the token back whose digest begins so.")
@click.pass_obj
def person_token(place: Place, name: str, label: str, may: str, revoke: str | None) -> None:
    """A new token for a program or a phone reader, shown this once."""
    from newsworld.cli import people as persons

    if revoke:
        persons.told(place.settings(), lambda all_: persons.token_revoked(all_, name, revoke))
    else:
        persons.told(place.settings(), lambda all_: persons.token_issued(all_, name, label, may))


@main.command()
@click.argument("archive", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--into", type=click.Path(dir_okay=False, path_type=Path), help="With an archive: go on with this file.")
@click.option("--only", is_flag=True, help="Leave out the fields that came in.")
def extract(archive: Path | None, into: Path | None, only: bool) -> None:
    """Captures in, articles out.

    JSON lines on standard input and output; or an ARCHIVE's pages into a file, which goes on where it was stopped.
    """
    from newsworld.cli import filing, streaming

    if (archive is None) != (into is None):
        raise click.UsageError("An archive and --into go together.")
    if archive is not None and into is not None:
        sys.exit(SOME_LINES_BAD if filing.extract(archive, into) else 0)
    sys.exit(SOME_LINES_BAD if streaming.extract(Path.cwd(), only) else 0)


@main.command()
@click.option("--only", is_flag=True, help="Leave out the fields that came in.")
@click.option("--explain", is_flag=True, help="Instead of readings: for each statement, which rule found it and why.")
def understand(only: bool, explain: bool) -> None:
    """Articles in, readings out.

    JSON lines on standard input and output.
    """
    from newsworld.cli import streaming

    bad = streaming.explain() if explain else streaming.understand(only)
    sys.exit(SOME_LINES_BAD if bad else 0)


@main.command()
@click.option("--only", is_flag=True, help="Leave out the fields that came in.")
def group(only: bool) -> None:
    """Readings in, each with its story out.

    JSON lines on standard input and output: articles or readings in time order, each answered at once.
    """
    from newsworld.cli import streaming

    sys.exit(SOME_LINES_BAD if streaming.group(only) else 0)


@main.command()
@click.option("--follow", is_flag=True, help="Write a story's brief each time the story changes.")
def brief(follow: bool) -> None:
    """Placed readings in, a brief a story out.

    JSON lines on standard input and output; the briefs come when the input ends.
    """
    from newsworld.cli import streaming

    sys.exit(SOME_LINES_BAD if streaming.brief(follow) else 0)
