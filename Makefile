# Everything a person needs: `make demo`, `make test`, `make check`.  Needs python3 >= 3.11, git, make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo run test check format bench quality docs lock clean

demo: .venv/ready
	$(BIN)/attache demo

run: .venv/ready
	$(BIN)/attache run

check: .venv/ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: .venv/ready-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Node tools (the model endpoint's stand-in) are skipped, with a word, where there is no npm.
# What is compiled is kept: tests start the program a hundred times, each time in a new process.
test: .venv/ready-dev .tools/ready
	$(BIN)/python -m compileall -q bot
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 3 --dist worksteal

bench: .venv/ready-dev
	$(BIN)/python -m bench

docs: .venv/ready-dev
	$(BIN)/python -m bot.app.settings_reference

# ATTACHE_QUALITY_DATA names a folder with public data; what needs it is skipped without.
quality: .venv/ready-dev
	$(BIN)/pytest tests/quality -q -s -p no:randomly

# Hashes, no addresses: the lock says what is installed, your own settings say from where.
lock: .venv/ready-dev
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q --group dev --extra local-embeddings --extra encryption pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header -q tests/fakes/matrix/synapse-requirements.in -o tests/fakes/matrix/synapse-requirements.lock

clean:
	rm -rf .venv .tools attache-data

.venv/bin/uv:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Attaché needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

# Compiled once: the first start would take twice as long, and every one where Python may not keep it.
.venv/ready: .venv/bin/uv requirements.lock pyproject.toml
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	$(BIN)/python -m compileall -q bot
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

.tools/ready: tests/node/package-lock.json tests/fakes/matrix/synapse-requirements.lock
	@mkdir -p .tools
	@$(MAKE) --no-print-directory .tools/synapse/ready || echo "Synapse cannot be installed here: tests that need a homeserver will be skipped"
	@if command -v npm >/dev/null; then npm ci --prefix tests/node --no-fund --no-audit --silent; else echo "npm is absent: tests that need the model endpoint will be skipped"; fi
	@touch $@

# A real homeserver for the tests, apart from the program's own dependencies: the pins do not agree.
.tools/synapse/ready: .venv/bin/uv tests/fakes/matrix/synapse-requirements.lock
	@rm -rf .tools/synapse
	$(BIN)/uv venv --quiet --python $(BIN)/python .tools/synapse/venv
	$(BIN)/uv pip install --quiet --python .tools/synapse/venv/bin/python --compile-bytecode --no-build --require-hashes -r tests/fakes/matrix/synapse-requirements.lock
	@touch $@
