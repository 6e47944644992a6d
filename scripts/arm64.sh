#!/bin/sh
# Shows on any machine that arm64 gives the bits of every other: builds for other systems, looks for fused operations in what
# decides what is read, runs the tests of nlp/ under emulation, and compares the trees and the ledger of the sample corpus with this machine's.
# Needs Go, and qemu-aarch64-static (Debian: apt-get install qemu-user-static); installs nothing. Takes a few minutes.
set -eu
cd "$(dirname "$0")/.."
emulator=$(command -v qemu-aarch64-static || command -v qemu-aarch64) || { echo "arm64.sh: install qemu-user-static first" >&2; exit 1; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export CGO_ENABLED=0

for system in darwin/arm64 windows/amd64 linux/riscv64; do
	GOOS=${system%/*} GOARCH=${system#*/} go build -o "$tmp/other" ./cmd/chancery
	echo "builds for $system"
done
GOOS=linux GOARCH=arm64 go vet ./nlp/...

here=$tmp/chancery
go build -o "$here" ./cmd/chancery
GOOS=linux GOARCH=arm64 go build -o "$tmp/neon" ./cmd/chancery
sed 's/Portable, NEON/Portable/' nlp/internal/kernel/fast_arm64.go >"$tmp/fast_arm64.go"
printf '{"Replace":{"%s/nlp/internal/kernel/fast_arm64.go":"%s/fast_arm64.go"}}' "$PWD" "$tmp" >"$tmp/overlay.json"
GOOS=linux GOARCH=arm64 go build -overlay "$tmp/overlay.json" -o "$tmp/portable" ./cmd/chancery

# Go fuses x*y + z on arm64 unless the product is converted: float64(x*y) + z. The server, which draws, and the watcher, which waits, may.
decides='^chancery/(nlp|internal/(edtf|vocab|resolve|rule|extract|ledger|store|kept|query|export|source/[^w]))'
go tool objdump -s "$decides" "$tmp/neon" >"$tmp/code"
grep -q 'FMULS' "$tmp/code" || { echo "arm64.sh: no code found to look through" >&2; exit 1; }
if grep -E 'FN?M(ADD|SUB)[SD]' "$tmp/code"; then
	echo "arm64.sh: fused operations: convert the products" >&2
	exit 1
fi
echo "no fused operations"

for package in nlp nlp/internal/kernel nlp/internal/net nlp/internal/learn nlp/internal/token; do
	GOOS=linux GOARCH=arm64 go test -c -o "$tmp/test" "./$package"
	(cd "$package" && "$emulator" "$tmp/test" >"$tmp/out" 2>&1) || { cat "$tmp/out"; exit 1; }
	echo "passes under emulation: $package"
done

cat examples/corpus/*.txt >"$tmp/corpus.txt"
"$here" analyse --format conllu "$tmp/corpus.txt" >"$tmp/trees.here"
for kernels in neon portable; do
	"$emulator" "$tmp/$kernels" analyse --format conllu "$tmp/corpus.txt" >"$tmp/trees"
	cmp "$tmp/trees.here" "$tmp/trees"
	echo "the same trees: $kernels"
done
"$here" ingest --db "$tmp/here.db" examples/corpus >/dev/null
"$emulator" "$tmp/neon" ingest --db "$tmp/neon.db" examples/corpus >/dev/null
"$here" export jsonl --db "$tmp/here.db" >"$tmp/here.jsonl"
"$emulator" "$tmp/neon" export jsonl --db "$tmp/neon.db" >"$tmp/neon.jsonl"
cmp "$tmp/here.jsonl" "$tmp/neon.jsonl"
echo "the same ledger: $(wc -l <"$tmp/here.jsonl") lines"
