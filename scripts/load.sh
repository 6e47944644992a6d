#!/bin/sh
# 200 readers and one writer on a server over the sample corpus: sh scripts/load.sh [arguments of internal/server/load]
set -eu
cd "$(dirname "$0")/.."
dir=$(mktemp -d)
pid=
trap 'kill $pid 2>/dev/null || true; rm -rf "$dir"' EXIT
CGO_ENABLED=0 go build -o "$dir/chancery" ./cmd/chancery
CGO_ENABLED=0 go build -o "$dir/load" ./internal/server/load
"$dir/chancery" ingest --db "$dir/load.db" --progress none examples/corpus
"$dir/chancery" serve --db "$dir/load.db" --addr 127.0.0.1:18099 --log none --rate 100000 &
pid=$!
for i in 1 2 3 4 5 6 7 8 9 10; do
	sleep 1
	if "$dir/load" -url http://127.0.0.1:18099 -readers 1 -for 100ms -limit 1h >/dev/null 2>&1; then break; fi
done
"$dir/load" -url http://127.0.0.1:18099 "$@"
