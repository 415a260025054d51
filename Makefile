# Two commands for a fresh machine with Python 3.11 or newer, make and git:
#   make demo    codes an example page and prints the records
#   make test    runs every check that CI runs
# Both make a virtual environment in .venv at first.

# The first of these that is Python 3.11 or newer; `make PYTHON=…` takes another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help demo test check lint types imports tests benchmark clean

help: ## print this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

demo: $(VENV)/.installed ## code an example page and print the records
	@$(BIN)/lapwing code examples/*.html --format table

test: check ## run every check that CI runs; pytest's closing line comes last

check: lint types imports tests

lint: $(VENV)/.test
	$(BIN)/ruff check .

types: $(VENV)/.test
	$(BIN)/mypy

imports: $(VENV)/.test
	$(BIN)/lint-imports --no-logo

tests: $(VENV)/.test
	$(BIN)/python -m pytest --quiet

benchmark: $(VENV)/.installed ## print speed, memory and size beside their bars
	$(BIN)/python -m benchmarks.run

clean: ## remove the virtual environment and all caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "make: Lapwing needs Python 3.11 or newer; name it with 'make PYTHON=/path/to/python3.11'"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "make: no virtual environment; on Debian and Ubuntu, install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing Lapwing into $(VENV) …"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	@echo "Installing Lapwing and its checks into $(VENV) …"
	@$(PIP) install --editable '.[test]'
	@touch $@ $(VENV)/.installed
