# Everything runs in .venv, made from the pinned requirements when missing or stale.
PYTHON ?= python3
BIN := .venv/bin
# How many processes run tests: two for each processor, as many tests wait more than they work.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) \* 2)

# Which chunk `make mutate` tries: a room or modules, how many mutants (0 for all), how long at most.
ROOM ?= domain
SAMPLE ?= 40
MINUTES ?= 10

# Tests start many processes; without its cache each of them compiles all that it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check matrix coverage fmt lint bench crash mutate images lock clean

demo: .venv/.ready  ## the bot in your browser: no token, no network
	@$(BIN)/briefbot demo

test: .venv/.ready
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

check: lint test  ## all that CI runs

lint: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports

coverage: .venv/.ready  ## of branches, by the tests: a figure to read, no gate
	$(BIN)/pytest -n $(WORKERS) --dist worksteal --cov --cov-report=term:skip-covered

matrix:  ## the tests on each Python that the classifiers promise and this machine has
	@for version in 3.11 3.12 3.13; do tests/matrix $$version $(WORKERS) || exit 1; done

fmt: .venv/.ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.ready
	$(BIN)/python -m tests.bench

crash: .venv/.ready  ## hundreds of deliveries under kill -9, both databases
	$(BIN)/python -m tests.crash

mutate: .venv/.ready  ## would the tests notice mistakes: make mutate ROOM=storage SAMPLE=40
	$(BIN)/python -m tests.mutants $(ROOM) --sample $(SAMPLE) --minutes $(MINUTES)

images: .venv/.ready  ## take docs/images anew from the running demo
	$(BIN)/python -m tests.browser.images
	$(BIN)/python -m tests.browser.pictures

lock:  ## needs uv
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		pyproject.toml --extra demo --extra verify --group dev -c requirements.txt -o requirements-dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		pyproject.toml --extra pictures -c requirements-dev.txt -o requirements-image.txt
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
