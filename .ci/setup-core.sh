#!/bin/sh
# Makes .venv-core: what the lock file names, without Qt.
set -eu
cd "$(dirname "$0")/.."

UV_PROJECT_ENVIRONMENT=.venv-core UV_PYTHON_DOWNLOADS=never .venv/bin/uv sync --quiet --frozen \
    --python .venv/bin/python \
    --no-install-package pyside6-essentials --no-install-package shiboken6 --no-install-package pytest-qt
touch .venv-core/.ready
