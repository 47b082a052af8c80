# make demo   set everything up, run a real contract end to end, say where the files are
# make test   set everything up, check and test everything
# make bench  measured figures, as ratios in one run
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WORKERS ?= auto

CONTRACT := contracts/cnam-2023-2027
NETWORK := networks/assurance-maladie.yaml
DEMO := var/demo
AS_OF ?= 2026-03-15

.PHONY: help demo test lint types layers unit bench generated requirements clean

help:
	@sed -n 's/^# //p' Makefile | head -3

$(VENV)/pip.ready:
	@test -n "$(PYTHON)" || { echo "Python 3.11 ou plus récent est nécessaire (Debian, Ubuntu : python3)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 ou plus récent est nécessaire ; trouvé : $$($(PYTHON) --version)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
	  || { echo "Le module venv de Python manque (Debian, Ubuntu : paquet python3-venv)."; exit 1; }
	@echo "Environnement virtuel : $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/base.ready: $(VENV)/pip.ready requirements/base.txt pyproject.toml
	@echo "Installation des bibliothèques (une à deux minutes la première fois)…"
	@$(PIP) install --require-hashes -r requirements/base.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.ready: $(VENV)/base.ready requirements/dev.txt
	@echo "Installation des outils de test…"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/base.ready
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	@echo; echo "1. Le texte de la COG 2023-2027 passé au contrôle"
	@$(BIN)/coje check $(CONTRACT) --summary || test $$? -eq 1
	@echo; echo "2. Trois ans de retours simulés pour 131 organismes"
	@$(BIN)/coje simulate $(CONTRACT) --network $(NETWORK) --ledger $(DEMO)/registre
	@echo; echo "3. Ce que vaut le contrat, tel que connu le $(AS_OF)"
	@$(BIN)/coje appraise $(CONTRACT) --network $(NETWORK) --ledger $(DEMO)/registre --as-of $(AS_OF) --summary
	@echo; echo "4. Le bilan annuel : classeur et PDF"
	@$(BIN)/coje report $(CONTRACT) --network $(NETWORK) --ledger $(DEMO)/registre --as-of $(AS_OF) --out $(DEMO)

test: lint types layers unit

lint: $(VENV)/dev.ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/dev.ready
	@$(BIN)/mypy

layers: $(VENV)/dev.ready
	@$(BIN)/lint-imports

unit: $(VENV)/dev.ready
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

bench: $(VENV)/dev.ready
	@$(BIN)/python -m benchmarks

generated: $(VENV)/dev.ready
	@$(BIN)/python -m coje.cli.generated

requirements: $(VENV)/dev.ready
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 --custom-compile-command "make requirements" requirements/base.in -o requirements/base.txt
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 --custom-compile-command "make requirements" \
	  requirements/base.in requirements/dev.in -o requirements/dev.txt

clean:
	rm -rf $(VENV) var build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
