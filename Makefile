# Everything runs in .venv, made from the pinned requirements when missing or stale.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check fmt lint bench crash images lock clean

demo: .venv/.ready  ## the bot in your browser: no token, no network
	@$(BIN)/briefbot demo

test: .venv/.ready
	$(BIN)/pytest

check: lint test  ## all that CI runs

lint: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports

fmt: .venv/.ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.ready
	$(BIN)/python -m tests.bench

crash: .venv/.ready  ## hundreds of deliveries under kill -9, both databases
	$(BIN)/python -m tests.crash

images: .venv/.ready  ## take docs/images anew from the running demo
	$(BIN)/python -m tests.browser.images

lock:  ## needs uv
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		pyproject.toml --extra demo --extra verify --group dev -c requirements.txt -o requirements-dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--group build -c requirements-dev.txt -o requirements-build.txt

.venv/.ready: requirements-dev.txt pyproject.toml
	@echo "Setting up .venv from requirements-dev.txt (a minute, once)…"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "briefbot needs Python 3.11 or newer; run make PYTHON=python3.12")'
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

clean:
	rm -rf .venv
