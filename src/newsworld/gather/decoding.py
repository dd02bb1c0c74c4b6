"""How does an answer come in without ever growing past its cap? One layer of gzip or deflate, decoded as it streams."""

from __future__ import annotations

import zlib

from newsworld.news.errors import FetchFailed

ACCEPTED = "gzip, deflate"  # what Body can bound; an answer in another encoding was not asked for
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_RAW = -zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
_STEP = 1024 * 1024
# Real pages and feeds shrink 3 to 40 times; only a bomb shrinks 400 times over a mebibyte.
_BOMB_RATIO = 400
_BOMB_FROM = 1024 * 1024


class Body:
    """Collects an answer's bytes, decoded, up to `limit` bytes. FetchFailed past it."""

    def __init__(self, subject: str, encoding: str, limit: int) -> None:
        self._subject = subject
        self._limit = limit
        self._parts: list[bytes] = []
        self._size = 0
        self._taken = 0
        self.is_large = False  # the client has given it a place among the large
        self._packed = _is_packed(subject, encoding)
        self._inflater = zlib.decompressobj(_GZIP_OR_ZLIB) if self._packed else None
        self._is_raw = False

    @property
    def received(self) -> int:
        """Bytes taken off the wire so far."""
        return self._taken

    @property
    def size(self) -> int:
        """Bytes kept so far, decoded."""
        return self._size

    def receive(self, chunk: bytes) -> bytes:
        """Add what came off the wire; what is still to be taken, since a step decodes a mebibyte at most."""
        self._taken += len(chunk)
        return self.go_on(chunk)

    def go_on(self, rest: bytes) -> bytes:
        """Take what the last step left over; what is left over now."""
        if self._inflater is None:
            self._keep(rest)
            return b""
        return self._inflate(rest)

    def whole(self) -> bytes:
        """All of it. FetchFailed if the packing broke off or hides a second one."""
        if self._inflater is not None and self._taken and not self._inflater.eof:
            raise FetchFailed(self._subject, "the answer breaks off in the middle.", "It will be tried again.")
        body = b"".join(self._parts)
        if self._packed and body.startswith(_GZIP_MAGIC):
            raise FetchFailed(self._subject, "the answer is packed twice.", "Ask the outlet to mend its server.")
        return body

    def _inflate(self, chunk: bytes) -> bytes:
        assert self._inflater is not None  # go_on() saw to it
        if self._inflater.eof:
            if not chunk.startswith(_GZIP_MAGIC):
                return b""  # junk after the end is left alone, as browsers do
            self._inflater = zlib.decompressobj(_GZIP_OR_ZLIB)  # gzip members may follow one another
        try:
            self._keep(self._inflater.decompress(chunk, _STEP))
        except zlib.error as error:
            if self._size or self._taken != len(chunk) or self._is_raw:
                raise FetchFailed(
                    self._subject, "the answer's packing is broken.", "It will be tried again."
                ) from error
            self._inflater, self._is_raw = zlib.decompressobj(_RAW), True  # some servers call raw deflate "deflate"
            return chunk
        return self._inflater.unused_data if self._inflater.eof else self._inflater.unconsumed_tail

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._limit:
            raise FetchFailed(
                self._subject, f"the answer is larger than {self._limit} bytes.", "Raise the limit if it is honest."
            )
        if self._packed and self._size > _BOMB_FROM and self._size > _BOMB_RATIO * self._taken:
            raise FetchFailed(self._subject, "the answer unpacks to a bomb.", "Remove this source.")
        self._parts.append(part)


def _is_packed(subject: str, encoding: str) -> bool:
    layers = [layer.strip().lower() for layer in encoding.split(",") if layer.strip().lower() not in ("", "identity")]
    if not layers:
        return False
    if len(layers) > 1:
        raise FetchFailed(subject, "the answer is packed more than once.", "Ask the outlet to mend its server.")
    if layers[0] not in ("gzip", "x-gzip", "deflate"):
        raise FetchFailed(
            subject,
            f"the answer came as {layers[0][:20]!r}, which was not asked for.",
            "Ask the outlet to mend its server.",
        )
    return True
