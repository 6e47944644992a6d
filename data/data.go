// Package data holds what Chancery knows that is not code: the vocabulary of claims, the rules,
// the parties, the lexicon and the trained models. README.md gives each file's source and licence.
package data

import "embed"

// FS holds every file of this folder; paths are relative to it ("kinds.tsv", "rules/standing.rules").
//
//go:embed kinds.tsv goldstein.tsv all:rules all:parties all:models all:lexicon
var FS embed.FS
