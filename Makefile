# Whosaid. Each target sets up what it needs: a new machine needs only Python 3.11+ and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BUILD := .build
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# Hides Material's notice, on every run, that it is no longer developed.
export NO_MKDOCS_2_WARNING := 1

# Stamp files, touched when the packages are installed, so that the next run starts at once.
RUN := $(VENV)/.can-run
TEST := $(VENV)/.can-test
PRETTIER := tests/node_modules/.can-format

# Tests that build no site and start no program for each case.
QUICK := architecture cases firsttime language_rules lists mistakes redaction silencing translations

.PHONY: help serve site quick test lint bench detection trials screenshots translations desk clean browser builders
# `test` must lint, build and run pytest in this order, even with -j.
.NOTPARALLEL:

help:  ## show this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

serve: $(RUN)  ## preview the site and rebuild it on every save (ARGS="-a localhost:8080")
	$(BIN)/mkdocs serve $(ARGS)

site: $(RUN)  ## build the site into site/
	$(BIN)/mkdocs build --strict

quick: lint  ## style, types and the tests that build no site: under a minute
	$(BIN)/python -m pytest -q -n auto $(QUICK:%=tests/test_%.py) $(ARGS)

test: browser $(TEST) $(PRETTIER) lint builders  ## lint, build with every builder, run all tests (ARGS="-k reader")
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

lint: $(TEST)  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

translations: $(TEST)  ## update the catalogue of readers' words, and check every language (ARGS=de adds one)
	@PYTHONPATH=tests $(BIN)/python tests/translations.py $(ARGS)

bench: $(TEST)  ## compare the speed with plain Material
	PYTHONPATH=tests $(BIN)/python -m benchmarks $(ARGS)

detection: $(TEST)  ## measure the detector of attributions on articles that people have marked (DATA=folder)
	@PYTHONPATH=hooks $(BIN)/python -m benchmarks.detection $(DATA)

trials: $(TEST)  ## kill 100 builds, save 300 mostly faulty pages during a preview, compare 600 previews and 400 builds with whole ones, and run the longer forms of tests
	$(BIN)/python tests/endurance.py kills 100
	$(BIN)/python tests/endurance.py storm 300
	$(BIN)/python tests/edits.py 200 1 2 3
	$(BIN)/python tests/deskstorm.py 1000
	$(BIN)/python tests/builds.py 200 1 2
	$(BIN)/python -m pytest -n auto -m trials

screenshots: browser $(TEST)  ## take pictures of the site for .build/screenshots, README and shares
	$(BIN)/mkdocs build --strict --site-dir $(BUILD)/mkdocs
	PYTHONPATH=tests $(BIN)/python tests/screenshots.py $(BUILD)/mkdocs $(BUILD)/screenshots

desk: $(TEST) $(PRETTIER)  ## make the script that browsers load of the desk from its modules
	PYTHONPATH=tests $(BIN)/python tests/deskscript.py

clean:  ## remove everything that make has created
	rm -rf $(VENV) $(BUILD) site tests/node_modules .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find hooks tests -name __pycache__ -prune -exec rm -rf {} +

# First, since a missing browser or font is found in a second and the rest takes minutes.
browser:
	@tests/browser
	@tests/browser firefox
	@for set in dejavu liberation noto; do tests/fonts $$set >/dev/null || exit 1; done

# The same site built by MkDocs and its two successors. Never with -q, which makes --strict always pass.
# Zensical's output folder cannot be chosen, so it gets a copy. It runs no hooks, so that the ledger page
# is missing, and --strict would fail on the links to it.
builders: $(TEST)
	rm -rf $(BUILD) && mkdir -p $(BUILD)/zensical
	$(BIN)/mkdocs build --strict --site-dir $(BUILD)/mkdocs
	$(BIN)/properdocs build -f mkdocs.yml --strict --site-dir $(BUILD)/properdocs
	cp -R mkdocs.yml docs hooks $(BUILD)/zensical
	cd $(BUILD)/zensical && ../../$(BIN)/zensical build

$(RUN): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Whosaid needs Python 3.11 or newer; name one: make PYTHON=python3.12 …' >&2; exit 1; }
	@echo 'Installing what runs the site …'
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) -r requirements.txt
	@touch $@

$(TEST): $(RUN) requirements-test.txt requirements-plugins.txt
	@echo 'Installing the test tools …'
	@$(PIP) -r requirements-test.txt
	@touch $@

$(PRETTIER): $(TEST) tests/package.json tests/package-lock.json
	@cd tests && ../$(BIN)/npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null
	@touch $@
