#!/usr/bin/env bash
# Runs a command that writes to the archive, and pushes what it wrote, so that two runs at once lose nothing.
#
#   usage: record.sh REMOTE FOLDER COMMAND [ARG...]
#
# FOLDER becomes a working copy of the branch "archive" of REMOTE (what was not pushed in it is lost; the branch is made
# by the first run). Then COMMAND runs. Where somebody else has pushed meanwhile, nothing is merged: FOLDER starts again
# from what is there now, and COMMAND runs again on top of it, up to six times. Merging two archives by lines, and
# pushing by force, both lose items silently.
#
# The exit status is that of COMMAND if it fails: then nothing is pushed. It is 1 if the push never succeeds, 2 for a
# wrong call. ARCHIVE_TOKEN, if set, is the password for REMOTE; COMMAND does not get to see it. ARCHIVE_WAIT is the
# number of seconds to wait after the first refusal (5); each further wait is longer by as much.
set -euo pipefail
shopt -s inherit_errexit

if [ $# -lt 3 ]; then
  echo "usage: record.sh REMOTE FOLDER COMMAND [ARG...]" >&2
  exit 2
fi
remote=$1 folder=$2
shift 2
branch=archive
token=${ARCHIVE_TOKEN:-}
wait=${ARCHIVE_WAIT:-5}
unset ARCHIVE_TOKEN

# --git-dir keeps git from ever taking the repository around FOLDER for that of the archive.
archive() {
  git -C "$folder" --git-dir=.git --work-tree=. -c core.autocrlf=false -c commit.gpgsign=false \
    -c user.name='github-actions[bot]' -c user.email='41898282+github-actions[bot]@users.noreply.github.com' "$@"
}

# The token goes through the environment of the one git that needs it: not onto a command line, not into a file.
online() {
  if [ -n "$token" ]; then
    local basic
    basic=$(printf 'x-access-token:%s' "$token" | base64 | tr -d '\n')
    GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="http.$remote.extraheader" GIT_CONFIG_VALUE_0="Authorization: Basic $basic" \
      GIT_TERMINAL_PROMPT=0 archive "$@"
  else
    GIT_TERMINAL_PROMPT=0 archive "$@"
  fi
}

# Prints the commit that the branch points to, after fetching it; nothing if there is no such branch yet. A remote that
# does not answer is a failure, never an empty archive.
fetch_tip() {
  local refs
  refs=$(online ls-remote "$remote" "refs/heads/$branch") || return
  [ -n "$refs" ] || return 0
  online fetch --quiet --no-tags --depth=1 "$remote" "+refs/heads/$branch:refs/remotes/origin/$branch" || return
  archive rev-parse "refs/remotes/origin/$branch"
}

# Makes FOLDER exactly what a commit holds, or empty.
start_from() {
  if [ -n "$1" ]; then
    archive reset --quiet --hard "$1"
  else
    archive update-ref -d "refs/heads/$branch"
    archive read-tree --empty
  fi
  archive clean -ffdxq
}

mkdir -p "$folder"
if [ ! -e "$folder/.git" ]; then
  if [ -n "$(ls -A "$folder")" ]; then
    echo "record.sh: $folder is neither empty nor a working copy; give another folder" >&2
    exit 2
  fi
  git init --quiet "$folder"
fi
archive symbolic-ref HEAD "refs/heads/$branch"

base=none
for try in 1 2 3 4 5 6; do
  tip=$(fetch_tip)
  if [ "$tip" != "$base" ]; then
    base=$tip
    start_from "$tip"
    "$@"
    archive add --all
    if archive diff --cached --quiet; then
      echo "record.sh: nothing new to record" >&2
      exit 0
    fi
    archive commit --quiet --message='Record a run'
  fi
  if online push --quiet "$remote" "HEAD:refs/heads/$branch"; then
    echo "record.sh: recorded at try $try" >&2
    exit 0
  fi
  echo "record.sh: the push was refused at try $try" >&2
  [ "$try" = 6 ] || sleep "$((try * wait))"
done
echo "record.sh: given up; nothing of this run is recorded, the next one goes on from what is" >&2
exit 1
