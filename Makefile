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

# Where the machine has no uv of its own, this one, by its fingerprint.
UV_PINNED := uv==0.13.9 --hash=sha256:d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19
.tools/bin/uv:
	@echo "Bringing uv (the installer) into .tools …"
	@python3 -m venv .tools || { echo "Python's venv is missing: apt-get install python3-venv"; exit 1; }
	@.tools/bin/pip install --quiet --require-hashes --only-binary :all: --requirement <(echo "$(UV_PINNED)")

# $(call sync,LOCK) makes .venv what LOCK says, and adds the bot itself.
define sync
	@command -v uv >/dev/null || $(MAKE) --no-print-directory .tools/bin/uv
	@echo "Installing into .venv (a minute or two the first time) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null || $(UV) venv --quiet --clear --python 3.13 .venv || { echo "Python 3.13 is needed: on Debian 13 apt-get install python3 python3-venv, elsewhere uv python install 3.13 or pyenv install 3.13."; exit 1; }
	@$(UV) pip sync --quiet --python $(PYTHON) --require-hashes --compile-bytecode $(1)
	@$(UV) pip install --quiet --python $(PYTHON) --no-deps --no-build-isolation --editable .
	@$(PYTHON) -m compileall -q bot
endef

# An environment of its own in the target's folder, with what its lock says.
define tool_environment
	@command -v uv >/dev/null || $(MAKE) --no-print-directory .tools/bin/uv
	@$(UV) venv --quiet --clear --python 3.13 $(@D)
	@$(UV) pip sync --quiet --python $(@D)/bin/python --require-hashes --compile-bytecode $<
	@touch $@
endef

.venv/.installed: requirements.lock pyproject.toml
	$(call sync,requirements.lock)
	@rm -f .venv/.installed-dev; touch $@

# Holds all that the other one holds: after it `make run` has nothing to install, and takes nothing away.
.venv/.installed-dev: requirements-dev.lock pyproject.toml
	$(call sync,requirements-dev.lock)
	@touch .venv/.installed $@

.PHONY: install
install: .venv/.installed  ## Install what serves into .venv, with the command .venv/bin/bot

.PHONY: install-dev
install-dev: .venv/.installed-dev  ## Install what tests, checks and benches need too; they call it themselves

.PHONY: run
run: install  ## Install, train if needed, start everything, print the addresses (Ctrl-C stops)
	@exec .venv/bin/bot run

.PHONY: train
train: install  ## Train the model into models/ when the data changed
	@.venv/bin/bot train

# Tuning alone needs TensorFlow: an environment of its own.
.tools/tune/.installed: requirements-tune.lock
	$(tool_environment)

.PHONY: install-tune
install-tune: .tools/tune/.installed  ## Install what tuning needs, with TensorFlow, into .tools/tune

.PHONY: tune
tune: install-tune  ## Tune the encoders on all examples anew (about two hours); what it learns is kept in git
	@.tools/tune/bin/python -m bot.tools.tuning
	@.tools/tune/bin/python -m bot.tools.tuning.masks
	@.tools/tune/bin/python -m bot.tools.tuning.reading
	@.tools/tune/bin/python -m bot.tools.tuning.calibration

# Much of a test's time is waiting: for servers, browsers, time-outs. Files stay whole, since many share servers, and go in
# their order: by number of tests, those of few tests that take minutes would come last, and each folder's browser start
# again and again. One thread a model: as many processes as cores read already.
TEST_PROCESSES ?= 2
.PHONY: test
test: install-dev  ## Install what the tests need, start the servers they need, run them
	@tests/install-browser
	@tests/install-pdf
	@tests/install-widget-tools
	@tests/install-telegram-emulator
	@tests/install-synapse
	@tests/install-imap
	@tests/install-element-client
	@tests/install-openid-provider
	@$(MAKE) --no-print-directory install-tune
	@.venv/bin/bot train
	@OMP_NUM_THREADS=1 $(PYTHON) -m pytest -m "not crash and not soak" -n $(TEST_PROCESSES) --dist loadfile \
		--no-loadscope-reorder $(PYTEST_ARGUMENTS)

# What one runs all day: about two minutes on two processors. Training does nothing while the data is as it was.
.PHONY: test-quick
test-quick: install-dev  ## The tests that need no server, no browser and no database but SQLite: about two minutes
	@.venv/bin/bot train
	@OMP_NUM_THREADS=1 $(PYTHON) -m pytest -q -m quick -n $(TEST_PROCESSES) --dist loadfile --no-loadscope-reorder $(PYTEST_ARGUMENTS)

.PHONY: test-crashes
test-crashes: install-dev  ## Kill servers at random moments of conversations, and count what was lost or repeated
	@tests/install-telegram-emulator
	@tests/install-synapse
	@tests/install-imap
	@$(PYTHON) -m pytest -m crash $(PYTEST_ARGUMENTS)

.PHONY: soak
soak: install-dev  ## 1,000 whole conversations on PostgreSQL and Redis while processes are killed (SOAK_CONVERSATIONS=50)
	@$(PYTHON) -m pytest -q -m soak tests/conversations/test_soak.py $(PYTEST_ARGUMENTS)

.PHONY: attack
attack: install-dev  ## Attack the whole system as it runs, and judge each attack; ATTACK_ARGUMENTS="--only traces" some of it
	@$(PYTHON) -W ignore -m tests.attack $(ATTACK_ARGUMENTS)

.PHONY: check
check: install-dev  ## Format, lint, types, and the data's validators
	@$(PYTHON) -m ruff format --check bot tests
	@$(PYTHON) -m ruff check bot tests
	@$(PYTHON) -m mypy
	@$(PYTHON) -m pytest -q tests/data

.PHONY: format
format: install-dev  ## Format the code
	@$(PYTHON) -m ruff check --fix --quiet bot tests; $(PYTHON) -m ruff format bot tests

.PHONY: eval
eval: install  ## The figures on the held-out examples
	@for kind in turns intents answers fields evidence; do .venv/bin/bot eval $$kind tests/heldout/$$kind.jsonl --reference-date 2026-11-24 || exit 1; done

.PHONY: bench
bench: install-dev  ## This bot beside stock Rasa, one table; BENCH_ARGUMENTS="--quick" takes minutes
	@command -v uv >/dev/null || $(MAKE) --silent .tools/bin/uv
	@$(PYTHON) -W ignore -m bot.tools.bench $(BENCH_ARGUMENTS)

.PHONY: bench-recruiting
bench-recruiting: install-dev  ## The recruiters' desk with 20,000 candidates on SQLite and PostgreSQL; BENCH_ARGUMENTS="--candidates 2000" is shorter
	@$(PYTHON) -W ignore -m bot.tools.bench.desk $(BENCH_ARGUMENTS)

.PHONY: bench-matrix
bench-matrix: install-dev  ## Twenty people at once on a homeserver with its ordinary limits; BENCH_ARGUMENTS="--no-override" leaves the bot under them
	@tests/install-synapse
	@$(PYTHON) -W ignore -m tests.channels.matrix.bench $(BENCH_ARGUMENTS)

# What serves is locked first; the packages of tests and of tuning are then fitted to it, so that all name the same versions.
COMPILE = $(UV) pip compile --quiet --python-version 3.13 --python-platform x86_64-manylinux_2_28 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links
LOCK_ARGUMENTS ?= --upgrade
.PHONY: lock
lock:  ## Lock all packages anew: the newest that pyproject.toml allows (LOCK_ARGUMENTS= keeps the versions)
	@command -v uv >/dev/null || $(MAKE) --no-print-directory .tools/bin/uv
	@$(COMPILE) $(LOCK_ARGUMENTS) pyproject.toml --output-file requirements.lock
	@$(COMPILE) $(LOCK_ARGUMENTS) pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
	@$(COMPILE) $(LOCK_ARGUMENTS) pyproject.toml --group tune --constraint requirements.lock --output-file requirements-tune.lock
	@$(COMPILE) $(LOCK_ARGUMENTS) bot/tools/supply/tools.in --output-file bot/tools/supply/tools.lock

.tools/supply/.installed: bot/tools/supply/tools.lock
	$(tool_environment)

.PHONY: sbom
sbom: install .tools/supply/.installed  ## List what serves: build/sbom.cdx.json (CycloneDX) and docs/developers/licences.md
	@.tools/supply/bin/python -m bot.tools.supply.sbom $(PYTHON) build/sbom.cdx.json
	@$(PYTHON) -m bot.tools.supply.licences build/sbom.cdx.json docs/developers/licences.md

# What docs/developers/vulnerabilities.md judges is not told again. A package that PyPI cannot be asked about is an error, never a pass.
.PHONY: audit
audit: .tools/supply/.installed  ## Ask PyPI for known vulnerabilities of what serves that docs/developers/vulnerabilities.md does not judge
	@.tools/supply/bin/pip-audit --strict --disable-pip --require-hashes --requirement requirements.lock \
		$$(grep -oE '(GHSA(-[a-z0-9]{4}){3}|CVE-[0-9]+-[0-9]+|PYSEC-[0-9]+-[0-9]+)' docs/developers/vulnerabilities.md | sort -u | sed 's/^/--ignore-vuln /')

.PHONY: clean
clean:  ## Delete what can be made again (not the database)
	@rm -rf .venv .bench .synapse .tools .rasa build models/bot.* .pytest_cache .mypy_cache .ruff_cache

.PHONY: pictures
pictures: install-dev  ## Make the pictures of docs/canaux/site.md and docs/recruter.md again
	@$(PYTHON) -m tests.widget.screenshots
	@$(PYTHON) -m tests.recruiting.screenshots

.PHONY: widget
widget:  ## Rebuild the chat widget's bundle (needs Node 20)
	@cd bot/widget && npm ci --silent && npm run --silent build
