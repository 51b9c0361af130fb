#!/usr/bin/env bash
# The front door. `./do help` lists what it does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Let one clone's compilations serve the next, wherever it lies.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros

# Debian packages: to build, and to test what was built with real tools.
build_packages=(g++ cmake ninja-build ccache libclips-dev libfmt-dev libyaml-cpp-dev nlohmann-json3-dev
  libcli11-dev libsodium-dev libpcre2-dev libgraphviz-dev libsqlitecpp-dev libsqlite3-dev libedit-dev
  libgit2-dev libz3-dev libcpp-httplib-dev libqrencode-dev libespeak-ng-dev libopusenc-dev pkgconf)
test_packages=(catch2 clang clips libclang-rt-dev diction python3-jsonschema python3-bibtexparser bibutils neovim zbar-tools
  poppler-utils chromium curl)
lint_packages=(clang-format clang-tidy)
# Where there is no npm yet, of whatever origin.
command -v npm >/dev/null || test_packages+=(nodejs npm)

installed() { dpkg-query --show --showformat='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed; }

# Installs those of the named packages that are missing, and says so before it does.
need() {
  local missing=() package
  for package in "$@"; do installed "$package" || missing+=("$package"); done
  ((${#missing[@]} == 0)) && return
  local as_root=()
  if [[ $EUID -ne 0 ]]; then
    command -v sudo >/dev/null || {
      echo "Missing: ${missing[*]}. Install them as root: apt-get install ${missing[*]}" >&2
      exit 2
    }
    as_root=(sudo)
  fi
  echo "Installing from Debian: ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# Quiet while all is well; the whole log when it isn't.
quietly() {
  local log
  log=$(mktemp)
  if "$@" >"$log" 2>&1; then
    rm -f "$log"
  else
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
}

configure() { # preset
  [[ -f $(build_folder "$1")/build.ninja ]] || quietly cmake --preset "$1"
}

build_folder() { [[ $1 == release ]] && echo build || echo "build-$1"; }

build() { # preset, further arguments of cmake --build
  local preset=$1
  shift
  configure "$preset"
  echo "Building ($preset) …" >&2
  quietly cmake --build --preset "$preset" "$@"
}

sources() { git ls-files '*.h' '*.cpp'; }

case "${1:-help}" in
  run)
    need "${build_packages[@]}"
    build release --target peyer
    shift
    exec build/peyer consult "$@"
    ;;
  serve)
    need "${build_packages[@]}"
    build release --target peyer
    shift
    exec build/peyer serve "$@"
    ;;
  build)
    need "${build_packages[@]}"
    build release
    echo "build/peyer is ready." >&2
    ;;
  test)
    need "${build_packages[@]}" "${test_packages[@]}"
    shift
    # All of it; with arguments for ctest, only what they choose among the tests of every day.
    (($# > 0)) && presets=(dev) || presets=(thread fuzz dev)
    for preset in "${presets[@]}"; do
      build "$preset"
      ctest --preset "$preset" "$@"
    done
    ;;
  bench)
    need "${build_packages[@]}" wrk
    build release
    shift
    exec build/peyer_bench "$@"
    ;;
  format)
    need "${lint_packages[@]}"
    sources | xargs clang-format -i
    ;;
  lint)
    need "${build_packages[@]}" "${test_packages[@]}" "${lint_packages[@]}"
    sources | xargs clang-format --dry-run --Werror
    # Every source by itself, as ./do test does not compile them; and every header.
    build lint
    quietly cmake --build --preset lint --target all_verify_interface_header_sets
    git ls-files '*.cpp' | grep -v '^tests/' | xargs -P 2 -n 1 clang-tidy --quiet -p build-lint
    ;;
  *)
    cat <<'HELP'
./do run      install what is missing, build, start the interview in this terminal
./do serve    likewise, and serve the kiosk's pages at http://127.0.0.1:8080
./do test     install what is missing, build with sanitizers, run every test
./do build    leave the program at build/peyer
./do bench    measure speed, as ratios to floors of the same run
./do format   lay the code out
./do lint     check layout and code
HELP
    ;;
esac
