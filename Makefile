# What one does with this checkout. Every target works from a fresh clone and installs nothing twice.
# FLAGS goes to the command behind a target: make bench FLAGS='--texts 500'.

PYTHON ?= python3
CONFIG ?= training/configs/e5-12.toml
FLAGS ?=

VENV := .venv
BIN := $(VENV)/bin
RUN := runs/$(basename $(notdir $(CONFIG)))
TRAINING := $(BIN)/python -m offerscan_training
TORCH := $(shell sed -n 's/.*"\(torch==[^"]*\)".*/\1/p' pyproject.toml)

# Stamps: what .venv holds, as of which pyproject.toml.
RUNTIME := $(VENV)/.runtime
SERVICE := $(VENV)/.service
DESK := $(VENV)/.desk
DEVELOP := $(VENV)/.develop

# What posters are drawn with; offerscan_training/posters/drawing.py names the files.
FONTS := fonts-dejavu-core fonts-liberation fonts-lato fonts-bebas-neue fonts-lobster fonts-comic-neue \
	fonts-league-spartan fonts-kaushanscript

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo dump test lint corpus base tier adapt train export eval bench bench-dump load processors posters serve desk wheel clean

help: ## what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' Makefile

demo: $(RUNTIME) ## screen the examples: a table of all, and one full assessment
	@$(BIN)/python examples/demo.py

dump: $(RUNTIME) ## screen the sample dump: assessments, campaigns and a report in runs/dump
	mkdir -p runs/dump
	$(BIN)/offerscan scan examples/dump --with-text -o runs/dump/scanned.jsonl
	$(BIN)/offerscan campaigns runs/dump/scanned.jsonl -o runs/dump/campaigns.html
	$(BIN)/offerscan report runs/dump/scanned.jsonl -o runs/dump/report.html

test: lint ## lint, then all tests
	$(BIN)/python -m pytest $(FLAGS)

lint: $(DEVELOP) ## style, types, and who may import whom
	$(BIN)/ruff check .
	$(BIN)/mypy --strict src api training
	$(BIN)/lint-imports

corpus: $(DEVELOP) ## author files into train, dev and test, with the data card
	$(TRAINING) prepare $(FLAGS)

base: $(DEVELOP) ## fetch the base encoder, check it, trim its vocabulary
	$(TRAINING) base --config $(CONFIG) $(FLAGS)

tier: $(DEVELOP) ## fit the first tier, which settles what is surely no offer; runs/first_tier
	$(TRAINING) first-tier $(FLAGS)

adapt: $(DEVELOP) ## teach the encoder informal text
	$(TRAINING) adapt --config $(CONFIG) $(FLAGS)

train: $(DEVELOP) ## fine-tune encoder and heads on the corpus
	$(TRAINING) train --config $(CONFIG) $(FLAGS)

export: $(DEVELOP) ## a trained run into a model folder
	$(TRAINING) export --config $(CONFIG) $(FLAGS)

eval: $(DEVELOP) ## measure the model and the baselines on held-out authors
	$(TRAINING) evaluate $(FLAGS)

bench: $(DEVELOP) ## measure speed and memory, side by side with what most people would run
	$(TRAINING) bench --config $(CONFIG) --out training/results/bench $(FLAGS)

bench-dump: $(DEVELOP) ## measure generated dumps of several sizes, stage by stage, beside what most people would run
	$(TRAINING) bench-dump --out training/results/dump $(FLAGS)

load: $(DEVELOP) ## measure the service under load, beside plain endpoints; two minutes each
	$(TRAINING) load --out training/results/load $(FLAGS)

processors: $(DEVELOP) ## compare scores with those on an emulated processor without VNNI
	command -v qemu-x86_64 >/dev/null || { apt-get update && apt-get install --yes qemu-user; }
	$(TRAINING) processors $(FLAGS)

posters: $(DEVELOP) ## draw offers as pictures, read them, and measure what is lost
	fc-list | grep -q KaushanScript || { apt-get update && apt-get install --yes --no-install-recommends fontconfig $(FONTS); }
	$(TRAINING) posters $(FLAGS)

serve: $(SERVICE) ## the HTTP service on this machine
	$(BIN)/offerscan serve $(FLAGS)

desk: $(DESK) ## the desk page with a sample list of agencies and invented offers; what it keeps lies in runs/desk
	OFFERSCAN_DATA=runs/desk $(BIN)/offerscan registry import examples/registry.csv
	OFFERSCAN_DATA=runs/desk OFFERSCAN_SAMPLES=examples/offers.jsonl $(BIN)/offerscan serve $(FLAGS)

wheel: $(BIN)/pip ## dist/offerscan-*.whl, with the model inside
	rm -rf build dist
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## remove .venv and what was built; runs/ and .cache/ stay
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf *.egg-info src/*.egg-info

$(RUNTIME): pyproject.toml | $(BIN)/pip
	$(BIN)/pip install --quiet --editable .
	@touch $@

$(SERVICE): $(RUNTIME)
	$(BIN)/pip install --quiet --editable '.[api]'
	@touch $@

$(DESK): $(SERVICE)
	$(BIN)/pip install --quiet --editable '.[api,ocr]'
	@touch $@

# torch first and by itself: what it is, a CPU or a GPU build, is decided by the machine and not by the rest.
$(DEVELOP): pyproject.toml | $(BIN)/pip
	$(BIN)/pip install --quiet '$(TORCH)'
	$(BIN)/pip install --quiet --editable '.[api,training,test,lint]'
	@touch $(RUNTIME) $(SERVICE) $(DESK) $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	{ echo '$(PYTHON) is not Python 3.11 or newer: install one, then name it, as in: make $(MAKECMDGOALS) PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	{ echo '$(PYTHON) comes without ensurepip: install its venv package (on Debian and Ubuntu python3-venv), then run make again.' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
