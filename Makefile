# Two commands on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
WERKLANDSCHAP_HOME ?= $(CURDIR)/var
export WERKLANDSCHAP_HOME
export UV_PYTHON_DOWNLOADS := never
PORT ?= 8000
WEB := src/werklandschap/web
BUILT := $(WEB)/theme/static/built
CLIENT := $(shell find $(WEB) -path '*/client/*' -type f)
MESSAGES := $(patsubst %.po,%.mo,$(shell find $(WEB) -name '*.po'))

.PHONY: run setup test test-slow test-postgresql check audit docs bench lock clean

# `make run DATA=FOLDER AREA=FILE` shows real parks instead of the example country.
run: setup
	$(BIN)/werklandschap demo --port $(PORT) $(if $(DATA),--data "$(DATA)") $(if $(AREA),--area "$(AREA)")

setup: .venv/.runtime $(BUILT)/.ready $(MESSAGES)

test: .venv/.dev setup
	NUMBA_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist loadfile -m "not slow"
	$(MAKE) test-postgresql

# What takes too long for every change: before a release, and after work on plans or commands.
test-slow: .venv/.dev setup
	NUMBA_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist loadfile -m slow

# The platform again, on the other database that it runs on; the server comes from PyPI.
test-postgresql: .venv/.dev
	NUMBA_NUM_THREADS=1 $(BIN)/python -m tests.postgresql tests/web -n 2 --dist loadfile \
	  -m "not browser and not real and not slow and not any_database"

check: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	$(MAKE) docs

audit: .venv/.dev
	.ci/audit

docs: .venv/.dev
	$(BIN)/sphinx-build -W -n -q -b html docs docs/_build/html

bench: .venv/.dev .venv-peers/.ready
	$(BIN)/python -m benchmarks

# The development set is solved first and the runtime set within it.
lock: .venv/bin/uv
	$(BIN)/uv pip compile pyproject.toml --extra web --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header -q --upgrade -o requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --extra web --group build --universal --python-version 3.11 \
	  --generate-hashes --no-header -q --upgrade -c requirements-dev.lock -o requirements.lock

.venv/bin/uv:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check uv==0.13.9

.venv/.runtime: requirements.lock pyproject.toml | .venv/bin/uv
	$(BIN)/uv pip install -q --require-hashes -r requirements.lock
	$(BIN)/uv pip install -q --no-deps --no-build-isolation -e .
	touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	$(BIN)/uv pip install -q --require-hashes -r requirements-dev.lock
	touch $@

# Third-party JavaScript and styles come from npm and are bundled, never committed.
node_modules/.ready: package.json package-lock.json .npmrc | .venv/.runtime
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent
	touch $@

$(BUILT)/.ready: node_modules/.ready $(CLIENT)
	rm -rf $(BUILT)
	node_modules/.bin/esbuild $(filter %.entry.js %.entry.css,$(CLIENT)) --bundle --minify \
	  --format=esm --target=es2022 --entry-names=[name] --outdir=$(BUILT) --log-level=warning \
	  --loader:.svg=dataurl --loader:.png=dataurl --splitting --chunk-names=chunk-[hash]
	cp node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs $(BUILT)/
	touch $@

%.mo: %.po | .venv/.runtime
	$(BIN)/python -m werklandschap.web.theme.catalogue $< $@

.venv-peers/.ready: benchmarks/requirements.lock | .venv/bin/uv
	$(PYTHON) -m venv .venv-peers
	$(BIN)/uv pip install -q --python .venv-peers --no-deps --require-hashes -r benchmarks/requirements.lock
	touch $@

clean:
	rm -rf .venv .venv-peers node_modules $(BUILT) docs/_build docs/generated
