#!/bin/sh
# Makes .venv ready: system packages where dpkg is, uv at the version of the lock file, then everything the
# lock file names. Writes .venv/.ready at the end; nothing that is there is installed again.
set -eu
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
qt_libraries="libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1"
venv_package=""

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }
installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing_packages() {
    installed libglib2.0-0t64 || installed libglib2.0-0 || echo "$glib"
    for package in $qt_libraries; do
        installed "$package" || echo "$package"
    done
    "$python" -c 'import ensurepip, venv' 2>/dev/null || echo "$venv_package"
}

install_packages() {
    if [ "$(id -u)" -ne 0 ]; then
        stop "Some system packages are missing. Run: sudo apt-get install --no-install-recommends $*"
    fi
    say "Installing the system packages $*"
    export DEBIAN_FRONTEND=noninteractive
    quietly apt-get update || stop "The lists of system packages could not be fetched. Check the network and try again."
    quietly apt-get install -y --no-install-recommends "$@" || stop "The system packages could not be installed."
}

# Runs a command and shows what it said only if it failed.
quietly() {
    said=$("$@" 2>&1) || { say "$said"; return 1; }
}

check_python() {
    command -v "$python" >/dev/null || stop "Python 3.11 or later is needed and there is no $python."
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
        || stop "Python 3.11 or later is needed; $python is $("$python" -c 'import platform; print(platform.python_version())'). Name another: make PYTHON=python3.12"
}

add_system_packages() {
    command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || return 0
    glib=libglib2.0-0
    case $(. /etc/os-release; echo "${ID:-}${VERSION_ID:-}") in
        debian12 | debian11 | ubuntu20* | ubuntu22*) ;;
        *) glib=libglib2.0-0t64 ;;
    esac
    venv_package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    # shellcheck disable=SC2046
    set -- $(missing_packages)
    [ $# -eq 0 ] || install_packages "$@"
}

make_venv() {
    .venv/bin/uv --version >/dev/null 2>&1 && .venv/bin/python -c '' 2>/dev/null && return 0
    .venv/bin/python -m pip --version >/dev/null 2>&1 && return 0
    say "Making .venv"
    "$python" -m venv --clear .venv || stop "A virtual environment could not be made with $python."
}

add_uv() {
    version=$(sed -n '/^name = "uv"$/{n;s/^version = "\(.*\)"$/\1/p;}' uv.lock)
    case $(.venv/bin/uv --version 2>/dev/null || true) in
        "uv $version" | "uv $version "*) return 0 ;;
    esac
    say "Installing uv $version"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$version" \
        || stop "uv could not be installed. Check the network and try again."
}

check_python
add_system_packages
make_venv
add_uv
UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never .venv/bin/uv sync --quiet --frozen --python .venv/bin/python \
    || stop "What the lock file names could not be installed. Check the network and try again."
touch .venv/.ready
