"""Pages in our own words and the articles they must give: evals/cases/articles, a .json beside each page."""

import importlib.util
import json
from pathlib import Path

import pytest

EVALS = Path(__file__).parents[2] / "evals"
CASES = sorted((EVALS / "cases" / "articles").glob("*.json"))
spec = importlib.util.spec_from_file_location("articles_eval", EVALS / "articles.py")
articles_eval = importlib.util.module_from_spec(spec)
spec.loader.exec_module(articles_eval)


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_a_page_gives_the_article_beside_it(path):
    told = json.loads(path.read_text(encoding="utf-8"))
    article = articles_eval.read_case(path, told)
    for name in articles_eval.FIELDS:
        if name in told:
            found = getattr(article, name)
            assert (list(found) if isinstance(found, tuple) else found) == told[name], name
    if "paragraphs" in told:
        assert list(article.paragraphs) == told["paragraphs"]
