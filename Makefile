# Two commands do everything on a fresh machine with Python 3.11: `make run` and `make test`.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
GOLD ?=

.PHONY: run setup test fast lint browser evals bench docs lock clean

run: setup  ## gather the sample world, make its pages, and serve them on http://127.0.0.1:8008
	$(BIN)/python samples/serve.py --port 8010 -- $(BIN)/newsworld run --samples

setup: $(VENV)/.filled  ## fill .venv from the lock

$(VENV)/.filled: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	$(BIN)/uv pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

test: setup browser  ## everything that CI asks of the code
	$(BIN)/pytest

fast: setup  ## the tests for everyday use, under 30 seconds
	$(BIN)/pytest -m "not slow"

lint: setup  ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/deptry .

browser:  ## Debian's Chromium for the browser tests, where apt is there and the browser is not
	@command -v chromium >/dev/null || { command -v apt-get >/dev/null && apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
	  echo "No chromium and no apt-get: browser tests will be skipped."

evals: setup  ## quality figures against their floors; GOLD=folder adds the gold sets
	$(BIN)/python evals/gate.py $(GOLD)

bench: setup  ## speed, as ratios in one run
	for script in evals/benchmarks/*.py; do $(BIN)/python $$script $(GOLD) || exit 1; done

lock:  ## write requirements.lock anew (requirements-uv.lock holds the one tool that reads it)
	$(BIN)/uv pip compile -q --generate-hashes --all-extras --group dev --python-version 3.11 pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) var dist .pytest_cache .mypy_cache .ruff_cache
