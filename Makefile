# Two commands on a fresh machine: `make compile`, `make test`. Wanted: Python 3.11+, Node 20+.

PYTHON ?= python3
NODE ?= node
NPM ?= npm
SCHEMAS ?= schemas/
PYTEST_ARGS ?= -n 2

BIN := .venv/bin
PYTHON_READY := .venv/.ready
NODE_READY := node_modules/.ready
# Benches that need nothing but this checkout.
BENCHES ?= $(wildcard bench/startup.py bench/compile.py)

.PHONY: bench-invariants bench-agreement bench-cold-start bench-code-size bench-types
.PHONY: help compile test check format lint types generated bench bench-validators lock clean
.DEFAULT_GOAL := help

help:
	@echo 'make compile   set up Python, then generate code from $(SCHEMAS)'
	@echo 'make test      set up Python and Node, then everything that a commit needs'
	@echo 'make check     the same without the tests'
	@echo 'make bench     measure'
	@echo 'make bench-agreement   judge random schemas by generated code and the oracle'
	@echo 'make bench-invariants  ask the reference about invariants and their checker, and time them'
	@echo 'make bench-validators, bench-cold-start, bench-code-size, bench-types   measure on real schemas'
	@echo 'make lock      renew requirements.lock and package-lock.json'
	@echo 'make clean     remove what set-up and tests made'

compile: $(PYTHON_READY)
	@$(BIN)/cfc compile $(SCHEMAS)

test: check
	@echo '== tests'
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

check: format lint types generated

format: $(PYTHON_READY)
	@echo '== format'
	@$(BIN)/ruff format --check .

lint: $(PYTHON_READY)
	@echo '== lint'
	@$(BIN)/ruff check .

types: $(PYTHON_READY)
	@echo '== strict types of the compiler'
	@$(BIN)/mypy

# What is generated: up to date, and clean under the strict checkers of both languages.
generated: $(PYTHON_READY) $(NODE_READY)
	@echo '== generated code is up to date'
	@$(BIN)/cfc compile --check $(SCHEMAS)
	@echo '== strict types of generated Python'
	@cd generated/python && ../../$(BIN)/mypy --config-file= --strict --python-version 3.11 .
	@$(BIN)/ruff check --isolated --line-length 100 --target-version py311 generated/python
	@$(BIN)/ruff format --check --isolated --line-length 100 --target-version py311 generated/python
	@echo '== strict types of generated TypeScript'
	@node_modules/.bin/tsc --project tests/support/tsconfig.json

# Real schemas with instances, in the layout that bench/validators.py describes.
CORPUS ?= ../shared/corpus

bench-validators: $(PYTHON_READY) $(NODE_READY)
	@$(BIN)/python bench/validators.py $(CORPUS)

bench-cold-start: $(PYTHON_READY) $(NODE_READY)
	@$(BIN)/python -m bench.cold_start $(CORPUS)

bench-code-size: $(PYTHON_READY)
	@$(BIN)/python -m bench.code_size $(CORPUS)

# What types say of real instances, and what it costs to generate them, against the peers.
bench-types: $(PYTHON_READY) $(NODE_READY)
	@$(BIN)/python -m bench.declared_types $(CORPUS)
	@$(BIN)/python -m bench.type_generation $(CORPUS)

bench: $(PYTHON_READY) $(NODE_READY)
	@for bench in $(BENCHES); do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

# Generated code of both languages and the oracle, on random schemas.
bench-agreement: $(PYTHON_READY) $(NODE_READY)
	@$(BIN)/python -m bench.agreement

# Invariants: whether generated code answers as the reference, what the checker claims wrongly and
# what it misses, and how fast they are.
bench-invariants: $(PYTHON_READY) $(NODE_READY)
	@$(BIN)/python -m bench.invariant_agreement $(CORPUS)
	@$(BIN)/python -m bench.invariant_soundness $(CORPUS)
	@$(BIN)/python -m bench.invariant_mutants $(CORPUS)
	@$(BIN)/python -m bench.invariant_speed

# Set-up, once: again only when a lock or the project's metadata has changed.
$(PYTHON_READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "cfc needs Python 3.11 or newer; '$(PYTHON)' is" \
			"$$($(PYTHON) --version 2>&1 || true)." \
			"Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo '== setting up Python in .venv'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--no-build-isolation --no-deps --editable .
	@touch $@

$(NODE_READY): package-lock.json package.json
	@$(NODE) -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null || { \
		echo "the tests of generated TypeScript need Node 20 or newer; '$(NODE)' is" \
			"$$($(NODE) --version 2>&1 || true)" >&2; exit 1; }
	@echo '== setting up Node in node_modules'
	@$(NPM) ci --silent --no-audit --no-fund
	@touch $@

lock: $(PYTHON_READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile pyproject.toml --quiet --all-extras --group dev --universal \
		--python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade \
		--output-file requirements.lock
	@$(NPM) install --package-lock-only --silent --no-audit --no-fund --omit-lockfile-registry-resolved

clean:
	rm -rf .venv node_modules .pytest_cache .mypy_cache .ruff_cache .cfc_cache dist
