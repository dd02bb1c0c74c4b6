# Two commands do everything on a fresh machine with Python 3.11: `make run` and `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
GOLD ?=
OUTSIDE := tests/outside

.PHONY: run setup tools test fast lint outside evals bench figures reference docs lock clean

run: setup  ## gather the sample world, make its pages, and serve them on http://127.0.0.1:8008
	$(BIN)/python samples/serve.py --port 8010 -- $(BIN)/newsworld run --samples

setup: $(VENV)/.runs  ## fill .venv from the lock, enough to run

$(VENV)/.runs: requirements.lock requirements-uv.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	$(BIN)/uv pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

tools: setup $(VENV)/.tested  ## what tests, linters and evals need besides

$(VENV)/.tested: requirements-dev.lock
	$(BIN)/uv pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

test: tools outside  ## everything that CI asks of the code
	$(BIN)/pytest

fast: tools  ## the tests for everyday use, under 30 seconds
	$(BIN)/pytest -m "not slow" -n 2

lint: tools  ## format, lint, types, import contracts, dead code, dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/deptry src

outside: $(VENV)/.outside  ## other people's programs that tests talk to: a browser, a database server, readers, checkers

$(VENV)/.outside: $(OUTSIDE)/debian.txt $(OUTSIDE)/package-lock.json
	@command -v apt-get >/dev/null && apt-get update -qq && grep -v '^#' $(OUTSIDE)/debian.txt | \
	  DEBIAN_FRONTEND=noninteractive xargs apt-get install -y -qq --no-install-recommends >/dev/null || \
	  echo "Not all of tests/outside/debian.txt could be installed: tests that need them are skipped."
	@command -v npm >/dev/null && npm ci --silent --no-audit --no-fund --prefix $(OUTSIDE) >/dev/null || \
	  echo "No npm: tests that need its packages are skipped."
	@mkdir -p $(VENV) && touch $@

evals: tools  ## quality figures against their floors; GOLD=folder adds the gold sets
	$(BIN)/python evals/gate.py $(GOLD)

bench: tools  ## speed, as ratios in one run, as a table
	$(BIN)/python evals/bench.py $(GOLD)

figures: tools  ## run every eval and benchmark, and write docs/figures.md from what they measured
	$(BIN)/python evals/gate.py $(GOLD) --record
	$(BIN)/python evals/bench.py $(GOLD) --record
	$(BIN)/python evals/figures.py

reference: tools  ## write docs/reference/ anew from the code
	$(BIN)/python scripts/write_reference.py

docs: reference  ## build the documentation into var/docs
	$(BIN)/python -m mkdocs build --strict --quiet

lock:  ## write the locks anew (requirements-uv.lock holds the one tool that reads them)
	$(BIN)/uv pip compile -q --generate-hashes --group build --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --generate-hashes --all-extras --group build --group dev --group bench \
	  -c requirements.lock --python-version 3.11 pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) var dist .pytest_cache .mypy_cache .ruff_cache
