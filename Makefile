.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON := .venv/bin/python
# Newer than pyproject.toml and uv.lock exactly when .venv holds what they say.
STAMP := .venv/.installed
SPARK_STAMP := .venv/.installed-spark
# Most of a short run is imports, which take twice as long where their bytecode may not be kept.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help
help: ## Show what there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(STAMP) ## Make the environment .venv; the other targets do it by themselves

$(STAMP): pyproject.toml uv.lock
	@for python in $$PYTHON3 python3 python3.13 python3.12 python3.11; do \
		if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then \
			$$python include/operations/commands/install.py --environment .venv && touch $@; exit $$?; \
		fi; \
	done; \
	echo 'No Python 3.11, 3.12 or 3.13 on the PATH: install one, or name it: make PYTHON3=/path/to/python3.12' >&2; \
	exit 2

.PHONY: run
run: $(STAMP) ## Run the pipeline once over the inbox; a new home gets the sample articles
	@$(PYTHON) -m include.operations.commands.run

.PHONY: up
up: $(STAMP) ## Start scheduler, UI and triggerer; they run until make down
	@$(PYTHON) -m include.operations.commands.up

.PHONY: down
down: $(STAMP) ## Stop what make up has started
	@$(PYTHON) -m include.operations.commands.down

.PHONY: replay
replay: $(STAMP) ## Give what is quarantined another chance, after a fix
	@$(PYTHON) -m include.operations.commands.replay

.PHONY: reprocess
reprocess: $(STAMP) ## Read landed documents again, after a change of parser or lists: LAYOUT=name FROM=2026-03-01 TO=2026-03-31
	@$(PYTHON) -m include.operations.commands.reprocess --layout "$(LAYOUT)" --from "$(FROM)" --to "$(TO)"

.PHONY: rebuild
rebuild: $(STAMP) ## Make every table anew from what was landed, and write the published file whole
	@$(PYTHON) -m include.operations.commands.rebuild

.PHONY: release
release: $(STAMP) ## Let in refused loads, or documents set aside (or all of these): LOADS="id id" DOCUMENTS="id id" ALL=1
	@$(PYTHON) -m include.operations.commands.release $(if $(ALL),--all "$(ALL)") --documents $(DOCUMENTS) --loads $(LOADS)

.PHONY: sql
sql: $(STAMP) ## Open a SQL prompt on the published file, or run what is piped in
	@$(PYTHON) -m include.operations.commands.sql

.PHONY: query
query: $(STAMP) ## Ask one of the questions of docs/queries, or list them: NAME=most_mentioned_assets
	@$(PYTHON) -m include.operations.commands.query $(NAME)

.PHONY: export
export: $(STAMP) ## Write what is published as Parquet and CSV: SINCE=2026-03-01 TO=/path/to/folder
	@$(PYTHON) -m include.operations.commands.export --since "$(SINCE)" --to "$(TO)"

.PHONY: doctor
doctor: $(STAMP) ## Look the machine and the home over, and say what to do; fails where something is wrong
	@$(PYTHON) -m include.operations.commands.doctor

.PHONY: maintain
maintain: $(STAMP) ## Do what make up does once a day: back up, forget what is outdated, give room back, check
	@$(PYTHON) -m include.operations.commands.maintain

.PHONY: restore
restore: $(STAMP) ## Put a backup in the place of the warehouse, or list them: FROM=latest
	@$(PYTHON) -m include.operations.commands.restore --from "$(FROM)"

.PHONY: upgrade
upgrade: $(STAMP) ## Bring a home of an earlier version to this one; make run and make up do it by themselves
	@$(PYTHON) -m include.operations.commands.upgrade

.PHONY: test
test: lint ## Run every check and every test
	$(PYTHON) -m pytest --numprocesses logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: test-compose
test-compose: $(STAMP) ## Try docker-compose.yml for real, on Debian, as root, or several workers: WORKERS=1
	@$(PYTHON) -m tests.deploy.compose_trial $(if $(WORKERS),--workers)

.PHONY: lint
lint: $(STAMP) ## Check types and style, side by side
	@$(MAKE) --no-print-directory --jobs=2 types style

.PHONY: types
types: $(STAMP) ## Check the types of Python
	$(PYTHON) -m mypy

.PHONY: style
style: $(STAMP) ## Check style and imports of Python, and style of SQL
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	.venv/bin/lint-imports --no-logo --no-cache
	$(PYTHON) -m sqlfluff lint dbt_project docs/queries

.PHONY: quality
quality: $(STAMP) ## Show the gate's latest verdict; fails while something critical is open
	@$(PYTHON) -m include.operations.commands.quality

.PHONY: profile
profile: $(STAMP) ## Show what would become of a folder: make profile INBOX=/path/to/folder
	@PRESSMARK_INBOX="$${INBOX:-$$PRESSMARK_INBOX}" $(PYTHON) -m include.operations.commands.profile

.PHONY: feeds
feeds: $(STAMP) ## Show how the feeds are doing, or find a site's feed and try it once: ADD=https://example.org
	@$(PYTHON) -m include.operations.commands.feeds --add "$(ADD)"

.PHONY: setup-spark
setup-spark: $(SPARK_STAMP) ## Add what building on Spark needs to .venv; Java 17 or later is the machine's own

$(SPARK_STAMP): $(STAMP)
	@$(PYTHON) include/operations/commands/install.py --environment .venv --group spark && touch $@

.PHONY: setup-spark-tests
setup-spark-tests: $(SPARK_STAMP) ## Add what the tests of lakes in object stores need besides
	@$(PYTHON) include/operations/commands/install.py --environment .venv --group spark --group spark-tests

.PHONY: compare-engines
compare-engines: $(SPARK_STAMP) ## Build the same documents on DuckDB and on Spark, and compare all tables: INBOX=/path/to/folder PAGES=20000 LOADS=3 LAKE=s3://bucket/prefix
	@$(PYTHON) -m tests.engines $(if $(INBOX),--inbox "$(INBOX)") $(if $(PAGES),--pages $(PAGES)) $(if $(LOADS),--loads $(LOADS)) $(if $(LAKE),--lake "$(LAKE)")

.PHONY: bench-spark
bench-spark: $(SPARK_STAMP) ## Measure a first load and one more on DuckDB and on a cluster of this machine: PAGES=20000 EXECUTORS="1 2"
	@$(PYTHON) -m tests.bench.on_spark --pages $(or $(PAGES),20000) --executors $(or $(EXECUTORS),2)

.PHONY: bench
bench: $(STAMP) ## Measure whole runs and their parts beside baselines, into docs/benchmarks.md: SIZES="5000 50000"
	@$(PYTHON) -m tests.bench $(SIZES)

.PHONY: study
study: $(STAMP) ## Try faults before the gate, into docs/quality.md, or land real records day by day: RECORDS=/path/to/file.jsonl.gz
	@$(PYTHON) -m tests.quality.study $(if $(RECORDS),--records "$(RECORDS)")

.PHONY: evaluate
evaluate: $(STAMP) ## Measure the mentions on labelled texts, or articles on labelled pages: HTML=/path/to/folder
	@$(PYTHON) -m include.operations.commands.$(if $(HTML),evaluate_pages "$(HTML)",evaluate tests/mentions/labelled)

.PHONY: audit
audit: $(STAMP) ## Hold the locked versions against the holes that are known of them; needs the network
	@$(PYTHON) -m include.operations.commands.audit

.PHONY: torture
torture: $(STAMP) ## Kill the pipeline many times, do it other harm, and compare all tables: SEED=1 ONLY=publish,mishaps
	@$(PYTHON) -m tests.torture $(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY))

.PHONY: format
format: $(STAMP) ## Bring Python and SQL into style
	$(PYTHON) -m ruff check --fix
	$(PYTHON) -m ruff format
	$(PYTHON) -m sqlfluff fix dbt_project docs/queries

.PHONY: clean
clean: ## Remove the environment and the caches; never the data
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis dbt_project/target dbt_project/logs
	find . -name __pycache__ -type d -not -path './data/*' -prune -exec rm -rf {} +
