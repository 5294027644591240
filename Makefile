# LR Inventory. `make run` and `make test` do all the set-up; each step runs again only when its input changed.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run dev test quick test-api test-stock test-servers test-screens test-journeys test-back test-front check format schema icons screens bench soak lock clean

# Each server and each test run would compile the whole app anew.
unexport PYTHONDONTWRITEBYTECODE

# The newest Python that works, unless PYTHON names one.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
VENV := .venv
PY := $(VENV)/bin/python
MANAGE := $(PY) backend/manage.py

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.runtime frontend/dist/.built ## Start the whole app on http://localhost:8000 (PORT=… for another)
	@exec $(MANAGE) serve --first-start

dev: $(VENV)/.runtime frontend/node_modules/.installed ## Django with reload on $PORT and Vite on 5173
	@$(MANAGE) migrate -v 0
	@trap 'kill 0' EXIT INT TERM; \
	$(MANAGE) runserver $${PORT:-8000} & \
	VITE_PROXY_TARGET=http://localhost:$${PORT:-8000} npm --prefix frontend run dev & wait

SLOWEST := --durations=20 --durations-min=2
# Schemathesis is for the tests of the API; pytest would load it, and Hypothesis with it, for the others too.
LEAN := $(SLOWEST) -p no:schemathesis

# With SECOND_TRY, what failed in a suite of browsers and servers is run once more, by itself; both runs are printed.
busy = $(PY) -m pytest -o cache_dir=.pytest_cache/$@ $(1) || \
  { [ $$? = 1 ] && [ -n "$$SECOND_TRY" ] && $(PY) -m pytest -v -o cache_dir=.pytest_cache/$@ --last-failed $(1); }

# Three at a time, the longest first: much of it waits for servers and browsers. What each prints stays together, where make can do that.
SYNC := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
test: $(VENV)/.dev frontend/dist/.built ## Every test: Python, web app, browser
	@$(MAKE) --no-print-directory --keep-going -j3 $(SYNC) test-servers test-screens test-journeys test-stock test-api test-front

quick: $(VENV)/.dev frontend/dist/.built ## A first look: check, the tests of the API and of the web app
	@$(MAKE) --no-print-directory --keep-going -j2 $(SYNC) check test-api test-front

test-back: $(VENV)/.dev frontend/dist/.built
	@$(PY) -m pytest

test-api: $(VENV)/.dev frontend/dist/.built
	@$(PY) -m pytest $(SLOWEST) tests/api tests/house

test-stock: $(VENV)/.dev frontend/dist/.built
	@$(call busy,$(LEAN) tests/stock)

test-servers: $(VENV)/.dev frontend/dist/.built
	@$(call busy,$(LEAN) tests/live tests/faults)

test-screens: $(VENV)/.dev frontend/dist/.built
	@$(call busy,$(LEAN) tests/e2e/test_every_screen.py)

test-journeys: $(VENV)/.dev frontend/dist/.built
	@$(call busy,$(LEAN) tests/e2e --ignore=tests/e2e/test_every_screen.py)

test-front: frontend/node_modules/.installed
	@npm --prefix frontend test

check: $(VENV)/.dev frontend/dist/.built ## Lint, types, migrations, schema drift, size of the first load
	@echo "· ruff";   $(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check .
	@echo "· mypy";   DEBUG=True $(VENV)/bin/mypy
	@echo "· imports"; PYTHONPATH=backend $(VENV)/bin/lint-imports --no-cache --no-logo && $(PY) tests/house/circles.py
	@echo "· Django"; DEBUG=True $(MANAGE) check
	@DJANGO_SECRET_KEY="$$($(PY) -c 'import secrets; print(secrets.token_urlsafe(50))')" DEBUG=False \
	  $(MANAGE) check --deploy --fail-level WARNING
	@echo "· migrations"; DEBUG=True $(MANAGE) makemigrations --check --dry-run
	@echo "· API schema and the types made from it"
	@DEBUG=True $(MANAGE) spectacular --validate --fail-on-warn --file frontend/.schema.tmp.yml \
	  && diff -u frontend/schema.yml frontend/.schema.tmp.yml; status=$$?; rm -f frontend/.schema.tmp.yml; \
	  [ $$status = 0 ] || { echo "The schema has drifted: run 'make schema'."; exit 1; }
	@echo "· web app"; npm --prefix frontend run --silent lint && npm --prefix frontend run --silent typecheck
	@cd frontend && npx openapi-typescript schema.yml --output .schema.tmp.d.ts >/dev/null \
	  && diff -u src/lib/api/schema.d.ts .schema.tmp.d.ts; status=$$?; rm -f .schema.tmp.d.ts; \
	  [ $$status = 0 ] || { echo "The API types have drifted: run 'make schema'."; exit 1; }
	@echo "· size of the first load, gzip"; node frontend/scripts/size.mjs

format: $(VENV)/.dev frontend/node_modules/.installed ## Format all code
	@$(VENV)/bin/ruff check --fix . && $(VENV)/bin/ruff format . && npm --prefix frontend run format

schema: $(VENV)/.dev frontend/node_modules/.installed ## Write frontend/schema.yml and the TypeScript types from it
	@DEBUG=True $(MANAGE) spectacular --validate --fail-on-warn --file frontend/schema.yml
	@npm --prefix frontend run types

icons: $(VENV)/.dev ## Draw the app's icons anew, from frontend/public/favicon.svg
	@$(PY) frontend/scripts/icons.py

screens: $(VENV)/.dev frontend/dist/.built ## Pictures of every page and state into docs/screens (ONLY=home,product for some)
	@$(PY) tests/e2e/take_screens.py $(if $(ONLY),--only $(ONLY))

bench: $(VENV)/.dev ## Measure lists and searches at 100,000 products (ROWS=… for another size)
	@$(PY) benchmarks/catalog.py $(if $(ROWS),--rows $(ROWS))

soak: $(VENV)/.dev ## Faults in random order under continuous writes (MINUTES=10 CLIENTS=200 SEED=… DATABASE=postgres)
	@$(PY) tests/faults/soak.py $(if $(MINUTES),--minutes $(MINUTES)) $(if $(CLIENTS),--clients $(CLIENTS)) \
	  $(if $(SEED),--seed $(SEED)) $(if $(DATABASE),--database $(DATABASE))

lock: $(VENV)/.dev ## Renew the Python lock files
	@$(PY) -m pip install --quiet uv
	@for extra in "" dev; do \
	  $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --generate-hashes \
	    --custom-compile-command "make lock" $${extra:+--extra $$extra} pyproject.toml \
	    --output-file backend/requirements$${extra:+-$$extra}.lock; done

clean: ## Remove what can be made again; the data in backend/var stays
	rm -rf $(VENV) frontend/node_modules frontend/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# --- Set-up, each step once ----------------------------------------------------------------------------------

$(VENV)/bin/python: | node
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed: install it (python.org, or your system's package manager)."; exit 1; }
	@echo "· Python environment ($$($(PYTHON) --version))"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python cannot make virtual environments: install python3-venv."; exit 1; }

$(VENV)/.runtime: backend/requirements.lock | $(VENV)/bin/python
	@echo "· Python packages"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r backend/requirements.lock
	@touch $@

$(VENV)/.dev: backend/requirements-dev.lock | $(VENV)/bin/python
	@echo "· Python packages, with those for development"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r backend/requirements-dev.lock
	@touch $@ $(VENV)/.runtime

.PHONY: node
node:
	@command -v npm >/dev/null || { echo "Node.js 20 or newer is needed: install it from nodejs.org."; exit 1; }
	@node -e 'process.exit(+(parseInt(process.versions.node) < 20))' || { echo "Node.js 20 or newer is needed; this is $$(node --version)."; exit 1; }

frontend/node_modules/.installed: frontend/package-lock.json | node
	@echo "· JavaScript packages"
	@npm --prefix frontend ci --no-audit --no-fund --loglevel=error
	@touch $@

frontend/dist/.built: frontend/node_modules/.installed $(shell find frontend/src frontend/worker frontend/public frontend/scripts frontend/index.html frontend/vite.config.ts -type f 2>/dev/null)
	@echo "· Web app"
	@npm --prefix frontend run --silent build
	@touch $@
