"""What does another reader take for the report? trafilatura, in a process of its own that can be ended at any time.

Pages are known that hold it for minutes, in code that nothing inside the process could stop. The process is started by
the first question, answers one page after another, and is ended when an answer is late; the next question starts anew.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import select
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

BOUND_SECONDS = 10.0  # the slowest of 2,700 real pages took 2
MAX_CHARACTERS = 1_500_000  # a larger page goes without a second opinion
MEMORY_BYTES = 2 << 30
SIZE_BYTES = 4  # of the number before each message
_ROOT = str(Path(__file__).parents[2])
_LINES = f"import sys; sys.path.insert(0, {_ROOT!r}); from newsworld.extract import second; second.serve()"
SERVE = (sys.executable, "-c", _LINES)


class SecondReader:
    """One process that reads pages, and the line to it; safe for several threads, which wait for one another."""

    def __init__(self, command: tuple[str, ...] = SERVE, bound: float = BOUND_SECONDS) -> None:
        self._command = command
        self._bound = bound
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._turn = threading.Lock()

    def paragraphs(self, markup: str) -> list[str]:
        """The report's paragraphs; none where the reader finds none, is late, or cannot be started."""
        if len(markup) > MAX_CHARACTERS:
            return []
        with self._turn:
            try:
                answer = self._answer(markup.encode("utf-8", "replace"))
            except (OSError, EOFError, ValueError):
                self.end()
                return []
        lines = answer.decode("utf-8", "replace").split("\n")
        return [line.strip() for line in lines if line.strip()]

    def end(self) -> None:
        """End the process; the next question starts another."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.kill()
            for line in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    line.close()  # type: ignore[union-attr]  # both are pipes
            process.wait()

    def _answer(self, question: bytes) -> bytes:
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(len(question).to_bytes(SIZE_BYTES, "big") + question)
        process.stdin.flush()
        size = int.from_bytes(self._read(process.stdout, SIZE_BYTES), "big")
        return self._read(process.stdout, size)

    def _read(self, line: IO[bytes], size: int) -> bytes:
        """So many bytes, each part within the bound; TimeoutError, EOFError."""
        parts = b""
        while len(parts) < size:
            if not select.select([line], [], [], self._bound)[0]:
                raise TimeoutError
            part = os.read(line.fileno(), size - len(parts))
            if not part:
                raise EOFError
            parts += part
        return parts

    def _started(self) -> subprocess.Popen[bytes]:
        """The process that answers: a fork of this one must not use its parent's."""
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self.end()
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and lines
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            self._owner = os.getpid()
        return self._process


@functools.cache
def reader() -> SecondReader:
    """The reader of this process; it is ended with it."""
    found = SecondReader()
    atexit.register(found.end)
    return found


def serve() -> None:
    """Read page after page from stdin and answer on stdout, until stdin ends: what the process does."""
    import resource  # noqa: PLC0415 - only where the process can be bounded

    import trafilatura  # noqa: PLC0415 - takes half a second to load

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    while head := asked.read(SIZE_BYTES):
        markup = asked.read(int.from_bytes(head, "big")).decode("utf-8", "replace")
        try:
            found = trafilatura.extract(markup, include_comments=False, with_metadata=False) or ""
        except Exception:  # noqa: BLE001 - a second opinion must never cost the article
            found = ""
        answer = found.encode("utf-8", "replace")
        told.write(len(answer).to_bytes(SIZE_BYTES, "big") + answer)
        told.flush()
