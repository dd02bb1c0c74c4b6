"""Search for bytes that break a way in, guided by coverage (libFuzzer by way of atheris).

    python scripts/fuzz.py WAY [-max_total_time=600] [any option of libFuzzer]

WAY is one of tests.fuzzing.WAYS: page, text, feed, sitemap, site, outlines, archive, folder. What breaks it, by a crash
or by ten seconds, is written to tests/regressions/WAY/, where tests/test_fuzz.py replays it from then on.
Needs atheris (uv pip install atheris), which has no wheel for every platform, so it is in no group.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

BOUND_SECONDS = 10


def main() -> None:
    import atheris  # noqa: PLC0415 - told of in the docstring

    with atheris.instrument_imports(include=["newsworld"]):
        from tests.fuzzing import REGRESSIONS, WAYS, seeds  # noqa: PLC0415 - only what is imported here is watched
    way = sys.argv[1] if len(sys.argv) > 1 else ""
    if way not in WAYS:
        sys.exit(__doc__)
    kept = REGRESSIONS / way
    kept.mkdir(parents=True, exist_ok=True)
    corpus = Path(tempfile.mkdtemp(prefix=f"fuzz-{way}-"))
    for number, seed in enumerate(seeds(way)):
        (corpus / str(number)).write_bytes(seed)
    options = [f"-timeout={BOUND_SECONDS}", f"-artifact_prefix={kept}/", "-rss_limit_mb=2048", *sys.argv[2:]]
    atheris.Setup([sys.argv[0], str(corpus), *options], WAYS[way])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
