# Thin calls of documented commands: each can be typed by hand (see README.md). State lies under LEARNING_IMPACT_HOME, default ./var.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
SOURCES ?=
AS_OF ?=
ROLLBACK ?=

export LEARNING_IMPACT_HOME := $(or $(LEARNING_IMPACT_HOME),$(CURDIR)/var)
export DO_NOT_TRACK := 1
export DAGSTER_HOME := $(LEARNING_IMPACT_HOME)/dagster

.PHONY: help setup refresh test test-all lint ui status company bench lock clean

help:  ## list every target
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

$(VENV)/.installed: requirements.txt requirements-setup.txt
	@echo "Setting up $(VENV) (once; about a minute)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-setup.txt
	@$(VENV)/bin/uv pip install --system-certs --python $(RUN) --require-hashes --compile-bytecode -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.txt
	@echo "Adding what the tests need (once)"
	@$(VENV)/bin/uv pip install --system-certs --python $(RUN) --require-hashes --compile-bytecode -r requirements-dev.txt
	@touch $@

# Dagster reads the parsed dbt project; it is parsed anew when a model, macro or setting is newer.
MANIFEST := dbt_project/target/manifest.json
$(MANIFEST): $(VENV)/.installed $(shell find dbt_project -path dbt_project/target -prune -o -type f \( -name '*.sql' -o -name '*.yml' -o -name '*.yaml' \) -print)
	@echo "Parsing the dbt project"
	@$(RUN) -m orchestration.commands manifest
	@touch $@

setup: $(VENV)/.installed $(MANIFEST)  ## build the environment (refresh and test do it themselves)

company: setup  ## write the fictional company's exports into the inbox
	@$(RUN) -m orchestration.commands company

refresh: setup  ## land, build, estimate, check, publish; SOURCES=... AS_OF=YYYY-MM-DD ROLLBACK=1 for a company of your own
	@$(if $(SOURCES),,$(RUN) -m orchestration.commands company)
	@LEARNING_IMPACT_SOURCES="$(SOURCES)" LEARNING_IMPACT_AS_OF="$(AS_OF)" LEARNING_IMPACT_ROLLBACK="$(or $(ROLLBACK),0)" $(RUN) -m orchestration.commands refresh

status: setup  ## say which release readers see
	@$(RUN) -m orchestration.commands status

ui: setup  ## open Dagster on http://127.0.0.1:3000
	@$(if $(SOURCES),,$(RUN) -m orchestration.commands company)
	@LEARNING_IMPACT_SOURCES="$(SOURCES)" $(RUN) -m orchestration.commands ui

lint: $(VENV)/.installed-dev $(MANIFEST)  ## ruff, mypy, import contracts
	@$(VENV)/bin/ruff check
	@$(VENV)/bin/ruff format --check
	@$(RUN) -m mypy
	@$(VENV)/bin/lint-imports

test: lint  ## every check and test that needs no server or browser
	@$(RUN) -m pytest -m "not server and not whole_runs" -n 2 --dist loadfile

test-all: test  ## the same, and those that need real servers, a browser or many whole runs
	@$(RUN) -m pytest -m "server or whole_runs" -n 2 --dist loadfile

bench: $(VENV)/.installed-dev $(MANIFEST)  ## measure the pipeline against a bare run of the same SQL
	@$(RUN) -m tests.bench $(or $(PEOPLE),600) $(or $(MONTHS),48)

lock: $(VENV)/.installed  ## pin the requirements anew, with hashes
	@for name in requirements-setup requirements requirements-dev; do \
	  $(VENV)/bin/uv pip compile --system-certs --quiet --universal --generate-hashes --python-version 3.11 --no-header \
	    $$([ $$name = requirements-dev ] && echo "-c requirements.txt") $$name.in -o $$name.txt; done

clean:  ## remove what setting up made (never the home folder)
	@rm -rf $(VENV) dbt_project/target
