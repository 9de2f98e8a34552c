# Every path here is relative, because make cannot hold a space in a list of names: the
# project works from any folder that it is copied to.

# The Python that builds the virtual environment, e.g. `make test PYTHON=python3.13`.
# Left empty, the first of the usual names that is new enough.
PYTHON ?=
export PYTHON

python := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help docs test oldest types lint bench set-up clean
MAKEFLAGS += --no-print-directory

help: ## list these targets (the default)
	@echo 'make TARGET, where TARGET is one of:'
	@sed -n 's/^\([a-z-]*\):.*## /  \1|/p' Makefile | awk -F'|' '{ printf "%-9s %s\n", $$1, $$2 }'
	@echo 'The first one that needs it makes the virtual environment in .venv.'

docs: set-up ## build the example documentation with every engine and print the pages to open
	@$(python) -m tools.build_docs

test: set-up ## run the tests, then types, lint and the architecture contracts
	@$(python) -m tools.run_checks tests types lint format architecture

oldest: set-up ## run the tests of the Sphinx extension with the oldest Sphinx that it supports
	@$(python) -m tools.test_with 'sphinx==8.2.*' -n auto tests/sphinx

types: set-up ## check the types only
	@$(python) -m tools.run_checks types

lint: set-up ## check style, formatting and the architecture contracts only
	@$(python) -m tools.run_checks lint format architecture

bench: set-up ## measure speed and memory
	@$(python) -m bench

set-up: ## make or update the virtual environment, when something it depends on changed
	@sh tools/set_up.sh

clean: ## remove all that these commands have made, .venv included
	rm -rf .venv build dist .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name .git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
