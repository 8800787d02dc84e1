#!/usr/bin/env bash
# Installs what is missing on Debian 12 or Ubuntu, and says what it does. Running it again changes nothing.
#   deploy/setup.sh run    what making an episode needs
#   deploy/setup.sh test   that, and what the tests need
set -euo pipefail

purpose=${1:-run}
case "$purpose" in run | test) ;; *) echo "usage: deploy/setup.sh run|test" >&2; exit 2 ;; esac

say() { echo "setup: $*"; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@" 2>/dev/null || sudo "$@"; fi
}

have_font() { command -v fc-list >/dev/null 2>&1 && fc-list :lang=zh-cn family | grep -q "Noto Sans CJK"; }
have_postgres() { compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null; }

missing=()
need() { # need PACKAGE CHECK...: the package is wanted when the check fails
  local package=$1; shift
  if "$@" >/dev/null 2>&1; then say "$package is there"; else missing+=("$package"); fi
}

need gcc command -v cc
need libc6-dev test -e /usr/include/stdio.h
need ffmpeg command -v ffprobe
need espeak-ng command -v espeak-ng
need fontconfig command -v fc-list
need fonts-noto-cjk have_font
if [ "$purpose" = test ]; then
  need postgresql have_postgres
fi

if [ "${#missing[@]}" -gt 0 ]; then
  if ! command -v apt-get >/dev/null 2>&1; then
    say "this machine has no apt-get: install ${missing[*]} by its own means and run this again" >&2
    exit 1
  fi
  say "installing ${missing[*]}"
  if [[ " ${missing[*]} " == *" postgresql "* ]]; then
    # The tests start a cluster of their own; the one that the package would make and start is not wanted.
    as_root mkdir -p /etc/postgresql-common
    if ! [ -e /etc/postgresql-common/createcluster.conf ]; then
      echo "create_main_cluster = false" | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
  fi
  for try in 1 2 3; do
    if as_root apt-get update -qq \
      && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; then
      break
    fi
    if [ "$try" = 3 ]; then say "installing failed three times; see above" >&2; exit 1; fi
    say "installing failed, trying again"
    sleep 5
  done
fi

if ! command -v cargo >/dev/null 2>&1; then
  say "Rust is missing: install it with rustup (https://rustup.rs) and run this again" >&2
  exit 1
fi
wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' "$(dirname "$0")/../Cargo.toml" | head -n 1)
found=$(rustc --version | cut -d' ' -f2)
if [ "$(printf '%s\n%s\n' "$wanted" "${found%%-*}" | sort -V | head -n 1)" != "$wanted" ]; then
  say "Rust $found is too old: $wanted or newer is needed; run rustup update" >&2
  exit 1
fi
say "Rust $found is there"
say "everything needed to $purpose is there"
