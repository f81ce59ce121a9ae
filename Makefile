# make run: the application on this machine.  make test: everything that must hold.  PORT and DATA_DIR are honored.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE ?=
# Tested once, on SQLite: what asks no database, and the walks over every page.
WITHOUT_DATABASE := --ignore=tests/engines --ignore=tests/docs --ignore=tests/web --ignore=tests/permissions \
	--ignore=tests/hostile --ignore=tests/budgets
.DEFAULT_GOAL := help

.PHONY: help setup setup-dev run test test-long lint types layers translations migrations unit unit-postgres browser fast bench tools clean

help:
	@echo "make run    chạy phần mềm tại http://127.0.0.1:8000 / run the application"
	@echo "make test   kiểm tra tất cả / check everything (make fast: rules and engines only)"
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

setup: .venv/runtime.stamp .venv/messages.stamp

setup-dev: setup .venv/dev.stamp

run: setup
	$(BIN)/boiduong run

tools:
	scripts/tools.sh

lint: setup-dev
	$(BIN)/ruff check src tests scripts
	$(BIN)/ruff format --check src tests scripts

types: setup-dev
	$(BIN)/mypy src scripts/doors.py scripts/with_postgres.py

layers: setup-dev
	$(BIN)/lint-imports --config importlinter.toml
	$(BIN)/python scripts/doors.py

translations: setup-dev tools
	$(BIN)/python scripts/check_messages.py

migrations: setup-dev
	$(BIN)/boiduong makemigrations --check --dry-run

fast: setup-dev
	$(BIN)/pytest -q tests/engines -m "not long"

unit: setup-dev
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -n 2 -m "not browser and not long"
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --skip-covered --fail-under=90

unit-postgres: setup-dev tools
	$(BIN)/python scripts/with_postgres.py $(BIN)/pytest -q -n 2 -m "not browser and not long" $(WITHOUT_DATABASE)

browser: setup-dev tools
	$(BIN)/pytest -q -m "browser and not long"

test: tools lint types layers translations migrations unit unit-postgres browser

test-long: setup-dev tools
	$(BIN)/pytest -q -m long

bench: setup-dev tools
	$(BIN)/python scripts/bench.py

clean:
	rm -rf .venv build
