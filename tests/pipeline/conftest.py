"""A few reports in our own words, as captures: two outlets on one event, a copy, and something else."""

from __future__ import annotations

import pytest

from newsworld.news.sourcing import Capture

PAGE = """<!doctype html><html lang="en"><head><title>{headline} | {outlet}</title>
<meta property="og:title" content="{headline}"><meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{published}"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><main><article><h1>{headline}</h1>{body}</article></main>
<footer>About us. Contact. Terms of use.</footer></body></html>"""

FERRY = [
    "The ferry Alba ran aground off the harbour of Port Linden on Saturday with 212 people on board, the coastguard said.",
    "“Everybody is safe and the ship is stable,” the harbour master, Ines Duarte, told reporters on the quay.",
    "Tugs are to pull the ship free at high tide on Sunday evening, the port authority said in a statement.",
    "The Alba sails twice a day between Port Linden and the island of Corva, and was inspected in November.",
]
FERRY_ELSEWHERE = [
    "A ferry with more than 200 passengers is stuck on a sandbank outside Port Linden after it lost power on Saturday.",
    "Ines Duarte, the harbour master, said that the Alba was in no danger and that buses would meet the passengers.",
    "The coastguard took 14 people off the ship, among them two children who felt unwell, a spokesman said.",
    "The operator of the line to Corva has cancelled all sailings until the ship is free.",
]
BUDGET = [
    "The council of Greyford voted on Thursday to raise the library budget by four per cent after a debate of six hours.",
    "“We could not explain closed reading rooms to anybody,” said councillor Tom Hale, who had put the motion.",
    "The opposition group called the vote careless and said that it would ask the auditor for a review in March.",
    "Two branches that were to close in April will now stay open until at least the end of the year.",
]


def capture(name, outlet, headline, paragraphs, published="2022-01-08T18:00:00+00:00"):
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = PAGE.format(headline=headline, outlet=outlet, body=body, published=published)
    return Capture(
        id=name,
        url=f"http://{name}.example/story",
        fetched="2022-01-09T08:00:00+00:00",
        body=page.encode(),
        outlet=outlet,
    )


@pytest.fixture
def captures():
    return [
        capture("coast", "The Coast", "Ferry Alba aground off Port Linden with 212 on board", FERRY),
        capture("herald", "Linden Herald", "Ferry stuck on sandbank outside Port Linden", FERRY_ELSEWHERE,
                "2022-01-08T19:30:00+00:00"),
        capture("copy", "Inland Post", "Ferry runs aground with 212 on board", FERRY[:3], "2022-01-08T20:00:00+00:00"),
        capture("council", "Greyford News", "Council keeps libraries open", BUDGET),
    ]  # fmt: skip
