# `make run` and `make test` are all a newcomer needs; the other targets are for those who change things.

# The first Python that answers: a pyenv shim does not where .python-version names one it lacks.
PYTHON3 := $(shell for p in python3 /usr/bin/python3; do "$$p" -c 'import sys' 2>/dev/null && echo "$$p" && break; done)
PYTHON := .venv/bin/python

.PHONY: run setup test lint lint-deal format bench bench-nlu eval tune race lock clean app dev

run: app  ## set up, train, migrate, seed and start everything; Ctrl-C stops it
	@exec $(PYTHON) -m ops.run

setup: app  ## build the environments, the encoder and the model; for production
	@exec $(PYTHON) -m ops.setup

test: dev  ## set up and run every check and every test
	@exec $(PYTHON) -m ops.check

lint: dev  ## the checks without the tests
	@exec $(PYTHON) -m ops.check lint

lint-deal: app  ## every decision of the Deal: complete, lawful, fair, and fit for an SMS
	@exec $(PYTHON) -m housing deal check

format: dev  ## put the code into shape
	@$(PYTHON) -m ruff check --fix-only --quiet . && $(PYTHON) -m ruff format .

bench: app  ## measure a whole service; one JSON object on standard output
	@exec $(PYTHON) -m ops.bench

bench-nlu: app  ## DATA=folder of public sets: train and score the understanding on them; prints JSON
	@exec $(PYTHON) -m ops.bench_nlu $(DATA)

eval: app  ## how well the model understands tenants; JSON=1, LINES=1, ACCEPT=1, DATA=file
	@exec $(PYTHON) -m ops.eval $(if $(JSON),--json) $(if $(LINES),--lines) $(if $(ACCEPT),--accept) $(if $(DATA),--data $(DATA))

tune: app  ## tune the sentence encoder on the training texts; ALONE=1 without the teacher, FORCE=1
	@exec $(PYTHON) -m ops.tune $(if $(ALONE),--alone) $(if $(FORCE),--force)

race: app  ## a thousand tenants text at once for a hundred places, on SQLite and PostgreSQL; prints the counts
	@exec $(PYTHON) -m ops.race

lock: dev  ## resolve the locks anew from the .in files
	@exec $(PYTHON) -m ops.lock

clean:  ## remove the environments and caches; data in HEARTHLINE_HOME stays
	rm -rf .venv bot/.venv .tools .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

app dev:
	@test -n "$(PYTHON3)" || { echo "Python 3 is needed. Run: sudo apt-get install -y python3"; exit 1; }
	@$(PYTHON3) -m ops.bootstrap $@ 1>&2
