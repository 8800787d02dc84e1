#!/usr/bin/env bash
# Sets a machine up: says for each thing whether it is there, and installs what is missing (Debian, Ubuntu).
# Run it as often as you like.
#
#   deploy/setup.sh run    what `make run` needs: ffmpeg, a speech engine, a Chinese font, a C compiler
#   deploy/setup.sh test   that, and what `make test` needs: the PostgreSQL server programs, Node.js for the
#                          TypeScript client, Python for the checks of the API document
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

missing=()

say() { printf '%-8s %s\n' "$1" "$2"; }

fail() {
    echo "setup: $1" >&2
    exit 1
}

# need NAME CHECK PACKAGE...: the packages are wanted unless CHECK succeeds.
need() {
    local name=$1 check=$2
    shift 2
    if "$check"; then
        say ok "$name"
    else
        say missing "$name"
        missing+=("$@")
    fi
}

has_rust() { command -v cargo && command -v rustc; } >/dev/null
has_ffmpeg() { command -v ffmpeg && command -v ffprobe; } >/dev/null
has_espeak() { command -v espeak-ng && espeak-ng --voices=cmn | grep pinyin; } >/dev/null 2>&1
has_compiler() { command -v cc && [ -e /usr/include/stdio.h ]; } >/dev/null
has_certificates() { [ -s /etc/ssl/certs/ca-certificates.crt ] || [ -s /etc/pki/tls/certs/ca-bundle.crt ]; }
has_postgres() { deploy/postgres.sh programs; } >/dev/null 2>&1
has_node() { command -v node && command -v npm; } >/dev/null
has_venv() { python3 -c 'import ensurepip, venv'; } >/dev/null 2>&1
has_font() {
    local found
    found=$(find -L /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.local/share/fonts" \
        -name 'NotoSansCJK*' -print -quit 2>/dev/null || true)
    [ -n "$found" ]
}

check_rust() {
    local found wanted
    has_rust ||
        fail "Rust is missing: install it with rustup (https://rustup.rs), open a new shell, and run this again"
    found=$(rustc --version | awk '{ print $2 }')
    wanted=$(sed -n 's/^rust-version *= *"\(.*\)"/\1/p' Cargo.toml | head -n 1)
    if [ "$(printf '%s\n' "$wanted" "${found%%-*}" | sort -V | head -n 1)" != "$wanted" ]; then
        fail "Rust $found is too old, $wanted or newer is needed: run 'rustup update stable'"
    fi
    say ok "Rust $found"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

# Mirrors fail for a moment now and then.
with_retry() {
    "$@" && return
    say again "$*"
    sleep 5
    "$@"
}

apt() { as_root apt-get -qq -o DPkg::Lock::Timeout=300 "$@" </dev/null >/dev/null; }

# Debian makes and starts a cluster together with the server. We want the programs alone, so none is made while we
# install; afterwards the machine's settings are as they were.
install_postgres() {
    local settings=/etc/postgresql-common/createcluster.conf kept
    with_retry apt install -y --no-install-recommends postgresql-common
    kept=$(mktemp)
    cat "$settings" >"$kept"
    # shellcheck disable=SC2064 # the names are known now and gone later
    trap "as_root cp '$kept' '$settings'; rm -f '$kept'" EXIT
    echo 'create_main_cluster = false' | as_root tee -a "$settings" >/dev/null
    with_retry apt install -y --no-install-recommends postgresql
    as_root cp "$kept" "$settings"
    rm -f "$kept"
    trap - EXIT
}

install_missing() {
    local plain=() package
    command -v apt-get >/dev/null ||
        fail "there is no apt-get here: install ffmpeg, espeak-ng, Noto Sans CJK, a C compiler and (for tests) PostgreSQL by other means"
    [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
        fail "neither root nor sudo: have someone run 'apt-get install -y ${missing[*]}'"
    say update "package lists"
    with_retry apt update
    for package in "${missing[@]}"; do
        [ "$package" = postgresql ] || plain+=("$package")
    done
    if [ "${#plain[@]}" -gt 0 ]; then
        say install "${plain[*]}"
        with_retry apt install -y --no-install-recommends "${plain[@]}"
    fi
    if [ "${#plain[@]}" -lt "${#missing[@]}" ]; then
        say install "postgresql (the programs; no cluster is made or started)"
        install_postgres
    fi
}

check_all() {
    missing=()
    need "ffmpeg" has_ffmpeg ffmpeg
    need "espeak-ng" has_espeak espeak-ng
    need "Noto CJK fonts" has_font fonts-noto-cjk
    need "C compiler" has_compiler gcc libc6-dev pkg-config
    need "certificates" has_certificates ca-certificates
    if [ "$1" = test ]; then
        need "PostgreSQL server programs" has_postgres postgresql
        need "Node.js and npm" has_node nodejs npm
        need "Python with venv" has_venv python3 python3-venv
    fi
}

main() {
    case "${1:-run}" in
    run | test) ;;
    *) fail "usage: deploy/setup.sh [run|test]" ;;
    esac
    PATH=$PATH:${HOME:-/root}/.cargo/bin
    check_rust
    check_all "${1:-run}"
    if [ "${#missing[@]}" -gt 0 ]; then
        install_missing
        check_all "${1:-run}" >/dev/null
        [ "${#missing[@]}" -eq 0 ] || fail "still missing after the installation: ${missing[*]}"
        say ok "everything is there now"
    fi
    if [ "${1:-run}" = test ] && ! command -v cargo-nextest >/dev/null; then
        say note "cargo-nextest is not here: tests run with cargo test"
    fi
}

main "$@"
