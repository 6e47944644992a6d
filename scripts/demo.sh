#!/bin/sh
# make demo: reads the sample corpus in and shows what the program makes of it.
# usage: demo.sh PROGRAM DATABASE
set -eu
chancery=$1
db=$2
rm -f "$db" "$db-wal" "$db-shm"

say() {
	printf '\n$ chancery %s\n' "$1"
}

say "ingest examples/corpus"
"$chancery" ingest --db "$db" examples/corpus

say "dyad Albania Iran"
"$chancery" dyad --db "$db" Albania Iran

for date in 1980-01-01 2022-09-06 2023-01-01; do
	say "status Albania Iran --on $date"
	"$chancery" status --db "$db" Albania Iran --on "$date"
done

cat <<END

The database is $db. What to try next:

  export CHANCERY_DB=$db
  $chancery status "North Korea" Albania --on 1960
  $chancery dyad Albania Serbia            Yugoslavia's history is Serbia's
  $chancery discrepancies                  where two documents disagree
  $chancery gaps                           what must have happened and nobody wrote down
  $chancery documents                      dates of documents, and how they were got
  $chancery claims --kind sever-relations --format jsonl
  $chancery show albania-breaks-with-iran-2022-09-07.txt
  $chancery why Albania Iran --on 2023-01-01
  $chancery serve                          the same in a browser, at http://127.0.0.1:8080/
END
