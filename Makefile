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

.PHONY: help demo test check lint types imports tests evaluate train-language train-events train-entities export-model calibrate-model benchmark clean

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

DATA ?= ../shared/data
GOLD ?= ../shared/gold
RUNS ?= runs

evaluate: $(VENV)/.test ## print every quality figure beside its floor (needs DATA and GOLD)
	$(BIN)/python -m evaluation.gate --data $(DATA) --gold $(GOLD)

train-language: $(VENV)/.training ## train the language heads (about half an hour on two cores)
	$(BIN)/python -m training.language --data $(DATA) --out $(RUNS)/language --epochs 3

train-events: $(VENV)/.training ## train the event heads on top of the language model (about 75 minutes on two cores)
	$(BIN)/python -m training.events --data $(DATA) --gold $(GOLD) --start $(RUNS)/language/epoch-2.pt \
		--labels $(RUNS)/language/labels.json --out $(RUNS)/events --epochs 4 --voa 0.8 --syntax 0.45 --attributions 0.15

train-entities: $(VENV)/.training ## train the entity head anew on the vectors of the finished network
	$(BIN)/python -m training.export $(RUNS)/events/epoch-3.pt --labels $(RUNS)/language/labels.json --data $(DATA) \
		--to $(RUNS)/vectors/en
	$(BIN)/python -m training.entities $(RUNS)/events/epoch-3.pt --model $(RUNS)/vectors/en \
		--labels $(RUNS)/language/labels.json --data $(DATA) --out $(RUNS)/events/entities.pt

export-model: $(VENV)/.training ## put the trained weights into the package
	$(BIN)/python -m training.export $(RUNS)/events/entities.pt --labels $(RUNS)/language/labels.json --data $(DATA) \
		--to src/lapwing/models/en

calibrate-model: $(VENV)/.training ## choose the model's thresholds and fit its confidence on the development gold
	$(BIN)/python -m training.tune --gold $(GOLD) --write
	$(BIN)/python -m training.calibrate --gold $(GOLD) --write

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

$(VENV)/.training: pyproject.toml | $(BIN)/python
	@$(PIP) install --editable '.[training]'
	@touch $@ $(VENV)/.installed

$(VENV)/.test: pyproject.toml | $(BIN)/python
	@echo "Installing Lapwing and its checks into $(VENV) …"
	@$(PIP) install --editable '.[test]'
	@touch $@ $(VENV)/.installed
