# `make run` and `make test` do everything on a fresh machine; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
UV = $(shell command -v uv || echo .tools/bin/uv)
export RASA_TELEMETRY_ENABLED := false
export UV_LINK_MODE := copy
# Compiled bytecode makes each start many seconds shorter; some shells forbid it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help:  ## List the commands
	@awk -F ':.*##' '/^[a-z-]+:.*##/ {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.tools/bin/uv:
	@echo "Bringing uv (the installer) into .tools …"
	@python3 -m venv .tools || { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }
	@.tools/bin/pip install --quiet uv

.venv/.installed: requirements.lock pyproject.toml
	@command -v uv >/dev/null || $(MAKE) --no-print-directory .tools/bin/uv
	@echo "Installing into .venv (a minute or two the first time) …"
	@test -x $(PYTHON) || $(UV) venv --quiet --python 3.11 .venv || { echo "Python 3.11 is needed: install it (for example apt-get install python3.11, or pyenv install 3.11)."; exit 1; }
	@$(UV) pip sync --quiet --python $(PYTHON) --compile-bytecode requirements.lock
	@$(UV) pip install --quiet --python $(PYTHON) --no-deps --no-build-isolation --editable .
	@$(PYTHON) -m compileall -q bot
	@touch $@

.PHONY: install
install: .venv/.installed  ## Install everything into .venv, with the command .venv/bin/bot

.PHONY: run
run: install  ## Install, train if needed, start everything, print the addresses (Ctrl-C stops)
	@exec .venv/bin/bot run

.PHONY: train
train: install  ## Train the model into models/ when the data changed
	@.venv/bin/bot train

.PHONY: tune
tune: install  ## Tune the encoder on all examples anew (about an hour); what it learns is kept in git
	@$(PYTHON) -m bot.tuning
	@$(PYTHON) -m bot.tuning.masks

.PHONY: test
test: install  ## Install what the tests need, start the servers they need, run them
	@tests/install-browser
	@tests/install-widget-tools
	@tests/install-telegram-emulator
	@tests/install-synapse
	@.venv/bin/bot train
	@$(PYTHON) -m pytest -m "not crash and not soak" $(PYTEST_ARGUMENTS)

.PHONY: test-crashes
test-crashes: install  ## Kill servers at random moments of conversations, and count what was lost or repeated
	@tests/install-telegram-emulator
	@tests/install-synapse
	@$(PYTHON) -m pytest -m crash $(PYTEST_ARGUMENTS)

.PHONY: soak
soak: install  ## 1,000 whole conversations on PostgreSQL and Redis while processes are killed (SOAK_CONVERSATIONS=50)
	@$(PYTHON) -m pytest -q -m soak tests/conversations/test_soak.py $(PYTEST_ARGUMENTS)

.PHONY: check
check: install  ## Format, lint, types, and the data's validators
	@$(PYTHON) -m ruff format --check bot tests
	@$(PYTHON) -m ruff check bot tests
	@$(PYTHON) -m mypy
	@$(PYTHON) -m pytest -q tests/data

.PHONY: format
format: install  ## Format the code
	@$(PYTHON) -m ruff check --fix --quiet bot tests; $(PYTHON) -m ruff format bot tests

.PHONY: eval
eval: install  ## The figures on the held-out examples
	@for kind in turns intents answers fields evidence; do .venv/bin/bot eval $$kind tests/heldout/$$kind.jsonl --reference-date 2026-11-24 || exit 1; done

.PHONY: bench
bench: install  ## This bot beside stock Rasa, one table; BENCH_ARGUMENTS="--quick" takes minutes
	@command -v uv >/dev/null || $(MAKE) --silent .tools/bin/uv
	@$(PYTHON) -W ignore -m bot.bench $(BENCH_ARGUMENTS)

.PHONY: bench-nlu
bench-nlu: install  ## Compare intent classifiers; BENCH_ARGUMENTS="--with-nlpjs --with-diet" adds others'
	@$(PYTHON) -m bot.evaluation.compare_nlu $(BENCH_ARGUMENTS)

.PHONY: bench-evidence
bench-evidence: install  ## Compare ways to find quotes in answers
	@$(PYTHON) -m bot.evaluation.compare_evidence $(BENCH_ARGUMENTS)

.PHONY: lock
lock:  ## Make requirements.lock anew from pyproject.toml
	@command -v uv >/dev/null || $(MAKE) --no-print-directory .tools/bin/uv
	@$(UV) pip compile pyproject.toml --quiet --group dev --upgrade --python-version 3.11 --python-platform x86_64-manylinux_2_28 \
		--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --output-file requirements.lock

.PHONY: clean
clean:  ## Delete what can be made again (not the database)
	@rm -rf .venv .bench .synapse .tools .rasa models/bot.* .pytest_cache .mypy_cache .ruff_cache

.PHONY: pictures
pictures:  ## Make the pictures of docs/widget.md again
	@$(PYTHON) -m tests.widget.pictures

.PHONY: widget
widget:  ## Rebuild the chat widget's bundle (needs Node 20)
	@cd bot/widget && npm ci --silent && npm run --silent build
