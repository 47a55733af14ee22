# Everything there is to do with this program; `make help` lists it. The first call sets up what is missing.

PYTHON ?= python3
RUN = .venv/bin/python
READY = .venv/.ready
DEMO = demo-output
# Without a screen Qt draws into memory.
OFFSCREEN = QT_QPA_PLATFORM=offscreen

.DEFAULT_GOAL := help
.PHONY: help setup run test test-core check bench demo package

help: ## list what there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with everything the program needs

run: $(READY) ## open the program; without a screen, run the demonstration
	@if [ "$$(uname -s)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		echo "There is no display here, so the demonstration runs instead of the window."; \
		$(MAKE) --no-print-directory demo; \
	else \
		$(RUN) -m ui; \
	fi

test: $(READY) ## run the tests
	$(OFFSCREEN) $(RUN) -m pytest -n 2

test-core: .venv-core/.ready ## run the tests of the core where Qt is not installed
	.venv-core/bin/python -c "import importlib.util, sys; sys.exit(importlib.util.find_spec('PySide6') is not None)"
	.venv-core/bin/python -m pytest tests/conference_app

check: $(READY) ## style, types and the direction of imports
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	.venv/bin/lint-imports

bench: $(READY) ## measure the speed, each against its own yardstick
	$(OFFSCREEN) $(RUN) -m tests.benchmarks.run

demo: $(READY) ## the main job in words, its papers and a picture of every page in demo-output
	@$(RUN) -m conference_app.demo $(DEMO)
	@echo
	@$(OFFSCREEN) $(RUN) -m ui.pictures $(DEMO)/pictures

package: $(READY) ## build the wheel in dist
	.venv/bin/uv build --out-dir dist

$(READY): uv.lock pyproject.toml .ci/setup.sh
	@PYTHON="$(PYTHON)" sh .ci/setup.sh

.venv-core/.ready: $(READY)
	@sh .ci/setup-core.sh
