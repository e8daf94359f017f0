# `make demo` and `make test` need nothing but Python 3.11 or newer, git and make; `make help` lists the rest.

.DEFAULT_GOAL := help
SHELL := /bin/sh

VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
REPORTS ?= examples
OUT ?= out/demo.jsonl

# The first Python on the path that is new enough; PYTHON=/path/to/python names another.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

.PHONY: demo
demo: $(STAMP) ## summarize examples/ (or REPORTS=path) on the rules engine, show what was found
	@mkdir -p $(dir $(OUT))
	@$(BIN)/summarizer summarize --engine rules --overwrite --output "$(OUT)" $(REPORTS); code=$$?; \
		test $$code -gt 1 || $(BIN)/summarizer show "$(OUT)"; exit $$code

.PHONY: test
test: $(STAMP) ## run the tests
	@$(BIN)/python -m pytest

.PHONY: install
install: $(STAMP) ## make the environment in .venv: the locked packages and this package, editable

# The packages' hashes are in the lock, so nothing is resolved and nothing else than what was locked is installed;
# setuptools is one of them, so building needs no environment of its own.
$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name one by PYTHON=/path/to/python" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make an environment; on Debian and Ubuntu install the package python3-venv" >&2; exit 1; }
	@echo "installing the locked packages into $(VENV) (once, about a minute)" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: lint
lint: $(STAMP) ## style, types and the order of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: wheel
wheel: $(STAMP) ## build dist/*.tar.gz and, from it, dist/*.whl
	rm -rf dist build
	$(BIN)/python -m build --no-isolation

.PHONY: bench
bench: $(STAMP) ## time and memory of the whole pipeline, and start-up times
	$(BIN)/python benchmarks/pipeline.py

.PHONY: docs
docs: $(STAMP) ## write the commands' help texts into the READMEs
	$(BIN)/python .ci/update_docs.py

.PHONY: lock
lock: $(STAMP) ## renew requirements.lock: the newest versions that pyproject.toml allows, with their hashes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.7,<1'
	$(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 --extra dev \
		--generate-hashes --custom-compile-command "make lock" --output-file requirements.lock

.PHONY: clean
clean: ## remove what the other targets made
	rm -rf $(VENV) out dist build
