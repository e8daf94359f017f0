# `make demo` and `make test` need nothing but Python 3.11 or newer, git and make; `make help` lists the rest.

.DEFAULT_GOAL := help
SHELL := /bin/sh

VENV ?= .venv
BIN := $(VENV)/bin
# What a run needs, and what working on the package needs, too; each is made when its lock changes.
STAMP := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
REPORTS ?= examples/*.txt
OUT ?= out/demo.jsonl

# The first Python on the path that is new enough; PYTHON=/path/to/python names another.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' Makefile

.PHONY: demo
demo: $(STAMP) ## summarize the texts in examples/ (or REPORTS=path) on the rules engine, show what was found
	@mkdir -p $(dir $(OUT))
	@$(BIN)/summarizer summarize --engine rules --overwrite --output "$(OUT)" $(REPORTS); code=$$?; \
		test $$code -gt 1 || $(BIN)/summarizer show "$(OUT)"; exit $$code

PYTEST = $(BIN)/python -m pytest --numprocesses auto --dist loadfile
LATER := browser or cluster or inference or office or slow

.PHONY: test
test: $(DEV) ## run the tests that are quick and need no cluster, browser or office program
	@$(PYTEST) -m "not ($(LATER))"

.PHONY: test-rest
test-rest: $(DEV) ## run the other tests; those whose programs are not here are skipped
	@$(PYTEST) -m "$(LATER)"

.PHONY: test-all
test-all: test test-rest ## run all tests

.PHONY: install
install: $(DEV) ## make the environment in .venv: the locked packages and this package, editable

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps

# The packages' hashes are in the locks, so nothing is resolved and nothing else than what was locked is installed;
# setuptools is one of them, so building needs no environment of its own. Pip compiles what it installs, but nothing that
# it installs editable; where Python may not write (PYTHONDONTWRITEBYTECODE) every start would compile it anew.
$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name one by PYTHON=/path/to/python" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make an environment; on Debian and Ubuntu install the package python3-venv" >&2; exit 1; }
	@echo "installing the locked packages into $(VENV) (once)" >&2
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q summarizer schemas prompts
	@touch $@

$(DEV): $(STAMP) requirements-dev.lock
	@echo "installing what tests and checks need into $(VENV) (once)" >&2
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

.PHONY: lint
lint: $(DEV) ## style, types and the order of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: wheel
wheel: $(DEV) ## build dist/*.tar.gz and, from it, dist/*.whl
	rm -rf dist build
	$(BIN)/python -m build --no-isolation

.PHONY: bench
bench: $(DEV) ## ours beside the programs that `make peers` installed, into benchmarks/RESULTS.md and the docs
	@$(or $(wildcard $(PEERS)/bin/python),$(BIN)/python) -W ignore benchmarks/side_by_side.py --output benchmarks/RESULTS.md
	@$(BIN)/python .ci/update_docs.py docs/benchmarks.md docs/zh/benchmarks.md

TARGET ?= records
SECONDS ?= 60
.PHONY: fuzz
fuzz: $(DEV) ## look for inputs that break TARGET (tests/fuzz/targets.py) for so many SECONDS; Linux
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'atheris>=3,<4'
	@$(BIN)/python tests/fuzz/run.py $(TARGET) $(SECONDS)

# Peers want other versions of some packages than our locks, so they live in an environment of their own.
PEERS := .venv-peers
.PHONY: peers
peers: ## install the programs that `make bench` compares with
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]' \
		--requirement benchmarks/peers/requirements.txt

.PHONY: messages
messages: $(DEV) ## bring the catalogue of messages up to the code, and compile it
	$(BIN)/python .ci/update_messages.py

.PHONY: docs
docs: $(DEV) ## make the generated parts of the docs, build the site into build/site, check its links
	$(BIN)/python .ci/update_docs.py
	$(MAKE) --no-print-directory site

# Material for MkDocs tells on every build of its successor; docs/decisions/0012-docs-site.md has what follows from it.
.PHONY: site
site: $(DEV) ## build the site of the docs as they are, and check its links
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --clean --config-file mkdocs.yml
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --config-file mkdocs.zh.yml
	$(BIN)/python .ci/check_site.py build/site

.PHONY: picture
picture: $(DEV) ## take the pictures of the review page for README and docs (needs Chromium)
	$(BIN)/python .ci/picture.py

.PHONY: audit
audit: $(DEV) ## look the locked packages up in the vulnerability database
	@test -x build/audit/bin/python || $(BIN)/python -m venv build/audit
	-@build/audit/bin/python -m pip install --quiet --disable-pip-version-check 'pip-audit>=2.9,<3'
	build/audit/bin/python .ci/audit.py

.PHONY: page
page: ## build the review page anew from web/review (needs Node)
	cd web/review && npm ci --no-fund --no-audit && npm run build

LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-annotate --custom-compile-command "make lock"

.PHONY: lock
lock: $(DEV) ## renew both locks: the newest versions that pyproject.toml allows, with their hashes
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.7,<1'
	$(LOCK) --extra dev --output-file requirements-dev.lock
	$(LOCK) --extra build --constraint requirements-dev.lock --output-file requirements.lock

.PHONY: clean
clean: ## remove what the other targets made
	rm -rf $(VENV) out dist build
