"""A page becomes an article: the parts in their fields, the furniture gone."""

import pytest

from newsworld.extract import clean
from newsworld.news.errors import BadCapture
from newsworld.news.sourcing import Capture


def capture(body=b"", **told):
    return Capture(id="c1", url="https://harbour.example/news/ferry", body=body, **told)


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "an image"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04" + b"\x00" * 64, "a zip"),
        (bytes(range(1, 9)) * 400, "binary"),
        (b"<html><body>" + b"<div>" * 100_000, "nests deeper"),
        (b"<html>" + b"a" * (10 * 1024 * 1024), "larger than"),
    ],
)
def test_what_is_no_page_is_refused_with_its_address(body, trouble):
    with pytest.raises(BadCapture, match=trouble) as refused:
        clean(capture(body))
    assert "harbour.example" in str(refused.value)
