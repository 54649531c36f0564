# Two commands on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
WERKLANDSCHAP_HOME ?= $(CURDIR)/var
export WERKLANDSCHAP_HOME
export UV_PYTHON_DOWNLOADS := never

.PHONY: run setup test check docs bench lock clean

run: setup
	$(BIN)/werklandschap demo

setup: .venv/.runtime

test: .venv/.dev
	NUMBA_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist loadgroup

check: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	$(MAKE) docs

docs: .venv/.dev
	$(BIN)/sphinx-build -W -n -q -b html docs docs/_build/html

bench: .venv/.dev .venv-peers/.ready
	$(BIN)/python -m benchmarks

# The development set is solved first and the runtime set within it.
lock: .venv/bin/uv
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header -q --upgrade -o requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 \
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

.venv-peers/.ready: benchmarks/requirements.lock | .venv/bin/uv
	$(PYTHON) -m venv .venv-peers
	$(BIN)/uv pip install -q --python .venv-peers --no-deps --require-hashes -r benchmarks/requirements.lock
	touch $@

clean:
	rm -rf .venv .venv-peers docs/_build docs/generated
