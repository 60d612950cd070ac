# One word each: `make` (the environment), `make demo`, `make test`, `make check`, `make benchmark`, `make texts`.
# Everything is built in .venv, inside this folder; a target builds it when it is absent or out of date.

PYTHONS ?= python3 python3.13 python3.12 python3.11
BIN := .venv/bin
DEPENDS_ON := pyproject.toml constraints.txt

# Two processes: the tests wait on files and on other processes as much as on the processor.
TESTS_AT_ONCE ?= 2

.PHONY: all demo test check benchmark texts

all: .venv/ready-to-work

# What a developer needs: the tool, and what tests it.
.venv/ready-to-work: $(DEPENDS_ON) | .venv/bin/pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch .venv/ready-to-use $@

# What a user needs: less to fetch, so `make demo` starts sooner.
.venv/ready-to-use: $(DEPENDS_ON) | .venv/bin/pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

.venv/bin/pip:
	@for candidate in $(PYTHONS); do \
	  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "Pas de Python 3.11 ou plus récent parmi / no Python 3.11 or newer among: $(PYTHONS)." >&2; \
	  echo "Installez-le / install it (Debian, Ubuntu: apt-get install python3 python3-venv), ou / or: make PYTHONS=/path/to/python3" >&2; exit 1; fi; \
	if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "Il manque à / missing beside $$python: python3-venv (Debian, Ubuntu: apt-get install python3-venv)" >&2; exit 1; fi; \
	echo "Construction de .venv, une fois / building .venv, once: $$("$$python" --version)"; \
	"$$python" -m venv .venv

demo: .venv/ready-to-use
	$(BIN)/lifecycle demo

test: .venv/ready-to-work
	$(BIN)/python -m pytest -n $(TESTS_AT_ONCE)

# Quickest first. pytest leaves out here what the first three lines have just run.
check: .venv/ready-to-work
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_house_floors.py -m "not tools"
	$(BIN)/python -m pytest -n $(TESTS_AT_ONCE) -m "not tools"

# What a benchmark needs beside: pandas and polars, with which it compares.
.venv/ready-to-measure: $(DEPENDS_ON) | .venv/bin/pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,benchmark]'
	@touch .venv/ready-to-use .venv/ready-to-work $@

# Each prints what it measures and fails nothing; they use what the tests keep beside them. Ten million facts at most:
# a hundred million are asked for by `PYTHONPATH=tests .venv/bin/python tests/benchmarks/bench_columns.py 100000000`.
benchmark: .venv/ready-to-measure
	@for file in tests/benchmarks/bench_*.py; do echo "== $$file"; PYTHONPATH=tests $(BIN)/python "$$file" || exit 1; done

# Texts of the code -> French catalogue: new ones come in empty, unused ones go, the compiled form follows.
texts: .venv/ready-to-work
	$(BIN)/python tests/texts.py
