"""The command line as tests use it: in this process, since starting Python thirty times is all that would take long."""

from __future__ import annotations

from click.testing import CliRunner

from newsworld.cli import main


def newsworld(*words, stdin=b""):
    """What a command answers: exit_code, stdout, stderr; a crash is raised, not hidden."""
    done = CliRunner().invoke(main, words, input=stdin)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done
