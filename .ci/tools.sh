# shellcheck shell=bash
# Sourced by the scripts of .ci: where tools are found, and how a script reports that it cannot run here.

# Installed tools, outside the repository.
# shellcheck disable=SC2034
tools=${CI_CACHE:-$HOME/.cache}/segment-regal-ci

# Ends the script as skipped. .ci/run counts exit code 75 (EX_TEMPFAIL) apart from failures and lists the reason.
skip() {
  printf 'skipped: %s\n' "$*"
  printf '%s\n' "$*" >"${CI_SKIPPED:-/dev/null}"
  exit 75
}

need() {
  local command
  for command in "$@"; do
    command -v "$command" >/dev/null || skip "$command is not installed"
  done
}

# Installs Debian packages. Skips without root or apt-get, fails if apt-get fails.
install_packages() {
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    skip "$* cannot be installed without root and apt-get"
  fi
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

# Prints the home of a JDK 25.
jdk25() {
  local home
  while IFS= read -r home; do
    if [ -x "$home/bin/javac" ] && "$home/bin/java" -version 2>&1 | grep -q 'version "25'; then
      echo "$home"
      return
    fi
  done < <(
    echo "${JAVA_HOME:-}"
    dirname "$(dirname "$(readlink -f "$(command -v javac || echo /none)")")"
    printf '%s\n' /usr/lib/jvm/*25* /usr/java/*25* /Library/Java/JavaVirtualMachines/*25*/Contents/Home
    printf '%s\n' "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/25*
    sed -n 's:.*<jdkHome>\(.*\)</jdkHome>.*:\1:p' "$HOME/.m2/toolchains.xml" 2>/dev/null
  )
  return 1
}

# Prints the newest Python from 3.$1 to 3.$2 that can create a virtual environment. CI_PYTHON names the only candidate.
find_python() {
  local minor candidate candidates
  for ((minor = $2; minor >= $1; minor--)); do
    candidates=("python3.$minor" python3 "$HOME/.pyenv/versions/3.$minor".*/bin/python)
    [ -z "${CI_PYTHON:-}" ] || candidates=("$CI_PYTHON")
    for candidate in "${candidates[@]}"; do
      if "$candidate" -c "import ensurepip, sys, venv; sys.exit(sys.version_info[:2] != (3, $minor))" 2>/dev/null; then
        echo "$candidate"
        return
      fi
    done
  done
  return 1
}

# Waits until URL responds. usage: await URL SECONDS PID LOG; fails if the process ends or the time is over.
await() {
  local url=$1 seconds=$2 process=$3 log=$4
  for ((; seconds > 0; seconds--)); do
    ! curl -sf -m 2 -o /dev/null "$url" || return 0
    kill -0 "$process" 2>/dev/null || break
    sleep 1
  done
  echo "$url does not respond" >&2
  tail -n 60 "$log" >&2
  return 1
}
