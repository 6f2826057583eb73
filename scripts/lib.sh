# What the scripts share: plain words, and installing what is missing. Sourced, never run.

say() { printf '%s\n' "$*"; }
stop() { printf '\nStopped: %s\n' "$*" >&2; exit 3; }

# Installs Debian packages that are not there yet; a lost download is tried again.
need_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    say "Installing: ${missing[*]}"
    command -v apt-get >/dev/null || stop "these packages are missing and this is not Debian: ${missing[*]}"
    local sudo=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || stop "installing ${missing[*]} needs root, or sudo"
        sudo="sudo"
    fi
    local attempt
    for attempt in 1 2 3; do
        $sudo apt-get update -qq >/dev/null 2>&1 || true
        if DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >.build-install.log 2>&1; then
            rm -f .build-install.log
            return 0
        fi
    done
    tail -n 5 .build-install.log >&2
    stop "could not install: ${missing[*]}"
}

need_swift() {
    command -v swift >/dev/null || stop "the Swift toolchain (6.2 or later) is not here: see swift.org/install"
}

# Builds with one moving line in place of the compiler's own.
build() {
    local log=.build-output.log
    say "Building ($*). The first time takes several minutes."
    if [ -t 1 ]; then
        swift build "$@" 2>&1 | tee "$log" | awk '{ line = substr($0, 1, 76); printf "\r%-78s", line; fflush() } END { printf "\r%-78s\r", "" }'
    else
        swift build "$@" >"$log" 2>&1
    fi
    if [ "${PIPESTATUS[0]}" -ne 0 ]; then
        grep -E 'error:' "$log" | sort -u | head -n 20 >&2
        stop "the build failed; everything it said is in $log"
    fi
    rm -f "$log"
}
