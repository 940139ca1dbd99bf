# One entrance to everything. `make help` lists the targets.
#   ENGINE=duckdb|mysql|mariadb|spark   where the demo runs (a server: see `hospital server --help`)
#   PATIENTS=10000                      how many patients the demo simulates
#   SIZES="10000 100000 1000000"        how many patients the benchmark writes, one run after the other

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

ENGINE ?= duckdb
PATIENTS ?= 10000
SIZES ?= 10000 100000
BIN := .venv/bin
INSTALLED := .venv/.installed
INSTALLED_SPARK := .venv/.installed-spark
SERVER_ENGINES := $(filter-out duckdb spark,$(ENGINE))

export PATH := $(CURDIR)/$(BIN):$(PATH)
export DO_NOT_TRACK := 1

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | \
		awk -F':.*## ' '{printf "  make %-20s %s\n", $$1, $$2}'

.PHONY: setup
setup: $(INSTALLED) ## Install the locked environment into .venv

$(INSTALLED): requirements.lock pyproject.toml adapter/pyproject.toml $(shell find adapter/src -type f -not -path '*/__pycache__/*' -not -path '*.egg-info/*')
	@bash scripts/setup.sh
	@touch $@

.PHONY: setup-spark
setup-spark: setup $(INSTALLED_SPARK) ## Install what the engine spark needs as well: PySpark, half a gigabyte

$(INSTALLED_SPARK): requirements-spark.lock
	@bash scripts/setup.sh spark
	@touch $@

.PHONY: demo
demo: $(if $(filter spark,$(ENGINE)),setup-spark,setup) ## Simulate a hospital, build and test the star, show the answers (ENGINE=duckdb|mysql|mariadb|spark)
	@bash scripts/demo.sh "$(ENGINE)" "$(PATIENTS)"

.PHONY: test
test: setup-spark ## Run every check there is, on DuckDB, MySQL, MariaDB and Spark
	@bash scripts/test.sh

.PHONY: test-adapter
test-adapter: setup ## Run dbt's whole adapter suite on MySQL and MariaDB and rewrite its table
	@bash scripts/with_servers.sh python adapter/tests/conformance.py --write

.PHONY: lint
lint: setup-spark ## Check style: ruff, mypy, sqlfluff, dbt parse without a warning
	@bash scripts/lint.sh

.PHONY: format
format: setup ## Repair what the style checks can repair
	@ruff format . && ruff check --fix . && sqlfluff fix --quiet models analyses tests \
		&& sqlfluff fix --quiet --templater raw scripts/hospital/scorecard scripts/hospital/report

.PHONY: replay
replay: setup ## Let dirty hospitals live on for 60 days and more, and prove increments against full refreshes
	@bash scripts/with_servers.sh bash scripts/replay.sh

.PHONY: mutate
mutate: setup ## Plant faults one at a time, say which test finds each, and write docs/mutation.md
	@hospital mutate --write docs/mutation.md

.PHONY: chaos
chaos: setup ## Kill loads, builds, publishes and servers, fill disks, drop connections, and compare what comes after
	@bash scripts/chaos.sh

.PHONY: benchmark
benchmark: setup ## Measure the four questions on OLTP and star and write docs/query_analysis.md (ENGINE=mysql unless told)
	@hospital benchmark --engine $(or $(SERVER_ENGINES),mysql) --build-cost
	@hospital benchmark analysis --engine $(or $(SERVER_ENGINES),mysql)

.PHONY: benchmark-generate
benchmark-generate: setup ## Measure the simulator and write docs/benchmarks/generate.md (SIZES="10000 100000")
	@bash scripts/with_servers.sh hospital benchmark generate $(SIZES:%=--size %) --write docs/benchmarks/generate.md

.PHONY: benchmark-increments
benchmark-increments: setup ## Measure increments against full refreshes and write docs/benchmarks/increments.md (PATIENTS=140000)
	@hospital benchmark increments --engine $(or $(SERVER_ENGINES),mysql) --patients $(PATIENTS) --write docs/benchmarks/increments.md

.PHONY: benchmark-scale
benchmark-scale: $(if $(filter spark,$(ENGINE)),setup-spark,setup) ## Measure one size on one engine and write docs/benchmarks/scale.md (ENGINE, PATIENTS)
	@hospital benchmark scale --engine $(ENGINE) --patients $(PATIENTS) --write docs/benchmarks/scale.md

.PHONY: docs
docs: setup ## Write the docs site of a built star to target/site/: lineage, diagrams, report
	@bash scripts/docs.sh "$(ENGINE)"

.PHONY: docs-serve
docs-serve: docs ## Write the docs site and show it at http://localhost:8080
	@python -m http.server 8080 --bind 127.0.0.1 --directory target/site

.PHONY: screenshots
screenshots: docs ## Take the pictures of docs/images anew from the docs site
	@hospital screenshots

.PHONY: report
report: setup ## Write the report page of a built star to target/report/index.html
	@bash scripts/report.sh "$(ENGINE)"

.PHONY: lock
lock: setup ## Resolve pyproject.toml anew into requirements.lock
	@bash scripts/lock.sh

.PHONY: checksums
checksums: setup ## Accept the simulated data as they are now: rewrite the manifest of their checksums
	@python -m tests.python.simulation.checksums

.PHONY: server-up
server-up: setup ## Start a server (ENGINE=mysql|mariadb; MySQL unless told) and print its settings
	@hospital server up --engine $(or $(SERVER_ENGINES),mysql)

.PHONY: server-down
server-down: setup ## Stop the server that server-up started
	@hospital server down --engine $(or $(SERVER_ENGINES),mysql)

.PHONY: clean
clean: ## Stop the private servers and remove what runs produced; .venv and data/ stay
	@if [ -x $(BIN)/hospital ]; then for engine in mysql mariadb; do hospital server down --engine $$engine; done; fi
	@rm -rf target logs build .pytest_cache .mypy_cache .ruff_cache .hypothesis
