# Two commands matter: `make run` (the main job) and `make test`.
# Everything lives in .venv/, so .venv/bin/fordel is the command.

PYTHON ?= python3.11
BIN := .venv/bin
DEMO := build/demo
RUNS := build/runs

WEB := build/web
PORT ?= 8000

.PHONY: run job web test packages lint bench bench-large docs pictures messages lock clean

run: job web ## set up, allocate the demonstration municipality's budget, and show it in a browser

web: .venv/run.stamp ## the same budget at http://127.0.0.1:8000, until you stop it; prints log-ins
	$(BIN)/fordel web demo $(RUNS) --data $(WEB) --port $(PORT) --serve

job: .venv/run.stamp ## the main job alone: make the demonstration municipality and allocate its budget
	$(BIN)/fordel demo-data $(DEMO) --seed 2027
	$(BIN)/fordel allocate demokommune --data $(DEMO) --year 2026 --out $(RUNS)/2026 --quiet
	$(BIN)/fordel allocate demokommune --data $(DEMO) --year 2027 --out $(RUNS)/2027 --previous $(RUNS)/2026

test: .venv/dev.stamp packages ## set up what the tests need and run them
	$(BIN)/python -m pytest --cov --cov-report=term

packages: ## install PostgreSQL, Java and Chromium for the tests where that may be done
	sh scripts/debian_packages.sh

lint: .venv/dev.stamp ## style, types and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev.stamp ## how fast, beside other tools; writes docs/benchmarks.md; ten minutes
	$(BIN)/python -m benchmarks

bench-large: .venv/dev.stamp ## the same for a hundred million children; 25 GiB of disk, and Java
	$(BIN)/python -m benchmarks large

docs: .venv/run.stamp ## write the reference pages anew from the code
	$(BIN)/python -m scripts.reference

pictures: .venv/dev.stamp job ## take the pictures of the pages in docs/pictures anew
	$(BIN)/python -m scripts.pictures

messages: .venv/dev.stamp ## bring the Danish catalogue of the pages up to date
	$(BIN)/python -m scripts.translations

lock: ## pin every dependency with its hashes (needs uv); the files name no download address
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 --extra web --group build pyproject.toml -o requirements/run.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 --extra spark --extra web --group dev --group build -c requirements/run.txt pyproject.toml -o requirements/dev.txt

clean:
	rm -rf .venv build

# The wheels are checked against their hashes; the package itself is installed as a link to src/.
.venv/run.stamp: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/dev.stamp: .venv/run.stamp requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@
