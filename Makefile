# Two commands matter: `make course` and `make test`. Each does its own set-up, on a fresh machine too.
PYTHON ?= python3
BIN := .venv/bin
JOBS ?= 2

.PHONY: help course serve server server-clean bench-server notebooks handbook bundle check test test-all bench future screenshots accessibility lock clean

help:  ## Show these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

course: .venv/course  ## Set up, and compile the course into _build/html
	$(BIN)/cpd check
	$(BIN)/cpd build
	$(BIN)/cpd desk --start-file

serve: course  ## Compile, then show the book on this machine
	$(BIN)/cpd serve

notebooks: .venv/course  ## Write the pages as notebooks into _build/notebooks
	$(BIN)/cpd notebooks

handbook: .venv/course  ## Set the whole course as one PDF, _build/handbook.pdf
	$(BIN)/cpd handbook

bundle: .venv/course  ## Put book, notebooks and handbook into one zip for machines without a network
	$(BIN)/cpd bundle

check: .venv/dev  ## Check the content, the code and its types
	$(BIN)/cpd check --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: .venv/dev check  ## Set up, and run every test, in a real browser too
	sh tools/chromium.sh
	sh tools/nginx.sh
	$(BIN)/python tools/npm.py tests/npm
	$(BIN)/python tools/npm.py deploy/proxy
	$(BIN)/python tools/unpack_wheel.py _build/wheel
	PYTHONPATH=_build/wheel $(BIN)/pytest -n $(JOBS) --dist loadgroup $(CASES)

test-all: CASES = --all
test-all: test  ## The same with every case of what is sampled otherwise

bench: .venv/dev  ## Measure page weights, build times and grading, each beside its peer
	sh tools/chromium.sh
	$(BIN)/python tools/bench.py

future: .venv/dev  ## Compile on the newest Sphinx, without Jupyter Book, in an environment of its own
	$(BIN)/python tools/future.py

server: .venv/dev  ## Run a class server with an invented class, on this machine only
	$(BIN)/python tools/npm.py deploy/proxy
	[ -d _build/html ] || $(BIN)/cpd build
	$(BIN)/python tools/class_server.py start

bench-server: .venv/dev  ## Load on the class server: 50 people, then 1,000, and the server killed five times
	[ -d _build/html ] || $(BIN)/cpd build
	$(BIN)/python tools/bench_server.py

server-clean:  ## Remove that class server and all that was done on it
	rm -rf _server

screenshots: .venv/dev  ## Make the pictures of README and guides again
	sh tools/chromium.sh
	$(BIN)/python tools/screenshots.py
	$(BIN)/python tools/desk_pictures.py
	$(BIN)/python tools/npm.py tests/npm
	$(BIN)/python tools/lms_pictures.py

accessibility: .venv/dev  ## Test every page, and write what was found into the accessibility statement
	sh tools/chromium.sh
	$(BIN)/python tools/accessibility.py

lock: .venv/dev  ## Lock the dependencies again, at their newest
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --upgrade pyproject.toml --extra trainer --group build -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --upgrade pyproject.toml --extra trainer --extra server --group dev -o requirements-dev.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url --upgrade pyproject.toml --extra trainer --extra server --extra postgresql --group build -o requirements-server.lock

clean:  ## Delete what was built, not the environment
	rm -rf _build quizzes/source dist

.venv/course: requirements.lock pyproject.toml
	PYTHON=$(PYTHON) sh tools/setup.sh requirements.lock
	touch $@

.venv/dev: requirements-dev.lock pyproject.toml
	PYTHON=$(PYTHON) sh tools/setup.sh requirements-dev.lock
	touch $@ .venv/course
