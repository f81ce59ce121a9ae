# make run: the application on this machine.  make test: everything that must hold.  PORT and DATA_DIR are honored.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# Every stage starts Python anew: what is compiled once is kept.
export PYTHONDONTWRITEBYTECODE :=
PYTEST := $(BIN)/pytest -q -m "not browser and not long"
# The walks over every page, role, hostile text and migration are stages of their own: long, and without the weight of
# coverage.
WALKS := tests/permissions tests/hostile tests/budgets tests/migrations
# What a database may do differently is tested on both: services, queries, triggers, locks, whole courses. A test that
# asks no database is left out there by tests/conftest.py; pages are asked once each, for two roles, by tests/budgets; of
# files that people send in to be compared, the database knows a number and a code.
ON_SQLITE_ONLY := $(addprefix --ignore=,tests/engines tests/docs tests/web tests/permissions tests/hostile) \
	$(addprefix --ignore-glob=,*_rules.py *_pages.py) \
	$(addprefix --deselect=,tests/budgets/test_budgets.py::test_pages_ask_as_often_for_three_rows_as_for_one \
	$(addprefix tests/verification/test_verification_files.py::,test_hostile_files_do_no_harm test_page_says_what_was_found))
.DEFAULT_GOAL := help

.PHONY: help setup setup-dev run test test-long coverage lint types layers translations migrations unit unit-postgres \
	permissions pages browser fast bench bench-timetable bench-timetable-full tools clean

help:
	@echo "make run    chạy phần mềm tại http://127.0.0.1:8000 / run the application"
	@echo "make test   kiểm tra tất cả / check everything (make fast: rules and engines only), or one stage:"
	@echo "            make lint types layers translations migrations unit unit-postgres permissions pages browser"
	@echo "make coverage  đo phần mã mà kiểm thử chạy qua / how much of the code the tests run"
	@echo "make bench  đo tốc độ / measure speed"

$(BIN)/python:
	$(PYTHON) -m venv .venv

.venv/runtime.stamp: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/dev.stamp: requirements-dev.lock .venv/runtime.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

.venv/messages.stamp: .venv/runtime.stamp $(shell find locale -name '*.po' 2>/dev/null)
	$(BIN)/python scripts/compile_messages.py
	touch $@

# Read once by machine, so that no start reads it again, even where Python is told to keep no such files.
.venv/compiled.stamp: .venv/runtime.stamp $(shell find src -name '*.py')
	$(BIN)/python -m compileall -q src/boiduong
	touch $@

# The tables and the administrative units that every demo and rehearsal begins with.
.venv/blank.stamp: .venv/compiled.stamp $(shell find src -path '*/migrations/*.py') src/boiduong/foundation/organizations/data/units.json.gz
	$(BIN)/boiduong blank
	touch $@

setup: .venv/runtime.stamp .venv/messages.stamp .venv/compiled.stamp .venv/blank.stamp

setup-dev: setup .venv/dev.stamp

run: setup
	$(BIN)/boiduong run

tools:
	scripts/tools.sh

lint: setup-dev
	$(BIN)/ruff check src tests scripts
	$(BIN)/ruff format --check src tests scripts

types: setup-dev
	$(BIN)/mypy src scripts

layers: setup-dev
	$(BIN)/lint-imports --config importlinter.toml
	$(BIN)/python scripts/doors.py

translations: setup-dev tools
	$(BIN)/python scripts/check_messages.py

migrations: setup-dev
	DATABASE_URL=sqlite://:memory: $(BIN)/boiduong makemigrations --check --dry-run
	$(PYTEST) tests/migrations

fast: setup-dev tools
	$(PYTEST) tests/engines $$(find tests -name '*_rules.py')

UNIT := -q -n 2 --dist worksteal -m "not browser and not long" $(addprefix --ignore=,$(WALKS))

unit: setup-dev tools
	$(BIN)/pytest $(UNIT)

# The same tests, slower by three quarters: a gate of its own, which the integration closes after `make test`.
coverage: setup-dev tools
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(UNIT)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --skip-covered --fail-under=95

unit-postgres: setup-dev tools
	$(BIN)/python scripts/with_postgres.py $(PYTEST) $(ON_SQLITE_ONLY)

permissions: setup-dev
	$(PYTEST) tests/permissions

pages: setup-dev tools
	$(PYTEST) tests/hostile tests/budgets

browser: setup-dev tools
	$(BIN)/pytest -q -m "browser and not long" tests/browser

test: tools setup-dev
	@$(BIN)/python scripts/stages.py lint layers translations unit-postgres browser permissions pages migrations types -- unit

test-long: setup-dev tools
	$(BIN)/pytest -q -m "long or hypothesis" --hypothesis-profile=long

bench: setup-dev tools
	$(BIN)/python scripts/bench.py

bench-timetable bench-timetable-full: setup-dev
	$(BIN)/python scripts/bench_timetable.py $(if $(findstring full,$@),--full $(ECTT),)

clean:
	rm -rf .venv build
