# Two commands do everything on a fresh machine with Python 3.11: `make run` and `make test`. `make help` tells the rest.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8008
SAMPLES_PORT ?= 8010
GOLD ?=
OUTSIDE := tests/outside

.PHONY: run help setup tools test fast lint outside evals bench figures reference docs lock clean

run: setup  ## gather the sample world and serve its pages (PORT=8008, SAMPLES_PORT=8010)
	@$(BIN)/python samples/serve.py --port $(SAMPLES_PORT) -- $(BIN)/newsworld run --samples --port $(PORT) || \
	  { status=$$?; echo "If a port is taken: make run PORT=8080 SAMPLES_PORT=8081" >&2; exit $$status; }

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*  ## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: $(VENV)/.runs  ## fill .venv from the lock, enough to run

$(VENV)/.runs: requirements.lock requirements-uv.lock pyproject.toml
	@echo "Setting up $(VENV): once, about half a minute."
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV) || \
	  { rm -rf $(VENV); echo "No $(VENV) could be made. On Debian: apt-get install python3.11-venv" >&2; exit 1; }
	@$(BIN)/python -c 'import sys; sys.version_info >= (3, 11) or sys.exit(1)' || \
	  { rm -rf $(VENV); echo "Newsworld needs Python 3.11 or newer. Name one: make run PYTHON=python3.11" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@$(BIN)/uv pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
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
