#!/bin/sh
# The sample corpus, from its bytes to what stands between two states.
# usage: demo.sh CHANCERY DB
set -eu
here=$(cd "$(dirname "$0")" && pwd)
chancery=$1
CHANCERY_DB=$2
export CHANCERY_DB
rm -f "$CHANCERY_DB" "$CHANCERY_DB"-wal "$CHANCERY_DB"-shm

say() { printf '\n$ chancery %s\n' "$*"; }

say "ingest examples/corpus"
"$chancery" ingest "$here/corpus"

say "dyad Albania Iran"
"$chancery" dyad Albania Iran

for on in 2021-06-01 2022-09-06 2023-01-01; do
	say "status Albania Iran --on $on"
	"$chancery" status Albania Iran --on "$on"
done

cat <<MORE

What to try next, with CHANCERY_DB=$CHANCERY_DB:
  $chancery dyad Iran Morocco                                  broken off three times
  $chancery status "North Korea" Malaysia --on 2017-03-08
  $chancery discrepancies                                      where sources disagree
  $chancery gaps                                               what nobody wrote down
  $chancery documents                                          with the dates that they have, or were found to have
  $chancery claims --party ALB --kind sever-relations --format jsonl
  $chancery ingest YOUR-TEXTS
MORE
