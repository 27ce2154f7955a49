#!/usr/bin/env bash
# What must hold of the source before it lands; some fifteen seconds with a warm cache. Tests are apart: go test ./...
set -euo pipefail
cd "$(dirname "$0")"

fail=0
say() { printf '%s\n' "$*" >&2; fail=1; }
tool() { go tool -modfile=tools/go.mod "$@"; }

unformatted=$(tool gofumpt -l $(git ls-files '*.go'))
[ -z "$unformatted" ] || say "not formatted; run gofumpt -w on: $unformatted"

go vet ./... || fail=1
tool staticcheck ./... || fail=1
tool actionlint || fail=1

old=$(go fix -diff ./... 2>&1) || true
[ -z "$old" ] || say "older Go than need be; run go fix ./...:
$old"
go mod tidy -diff || say "go.mod is not tidy; run go mod tidy"

if left=$(git grep -nE '\b(TODO|FIXME|XXX)\b' -- '*.go' '*.sh' '*.yml' '*.html' '*.md' ':!check.sh'); then say "left over: $left"; fi
if git ls-files public | grep -v '^public/\.gitignore$'; then say "built output under public/ is in git"; fi

go run ./cmd/digest check || fail=1
exit $fail
