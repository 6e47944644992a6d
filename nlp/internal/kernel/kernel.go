// Package kernel holds the arithmetic of the tagger and parser: products of
// quantised matrices, the recurrence of a simple recurrent unit, and the
// single-precision products that training and arc scoring use.
//
// Every function gives the same bits on every machine and on every path
// (portable Go, AVX2, AVX-512, NEON). Integer sums are exact. Sums of floats are
// taken in one fixed order, the order of the inner index, with each product
// rounded before it is added: no fused multiply-add on any path. Vector lanes
// run over independent outputs, never over the terms of a sum.
//
// Slices are checked once per call, before assembly sees a pointer.
package kernel

import "slices"

// A quantised activation is a byte: what it stands for is the byte less zeroAct, in steps of the matrix that it is
// meant for (Matrix.Steps).
const (
	zeroAct = 128
	maxAct  = 127 // the most steps, either way
)

// RowBlock is the unit in which Matrix.Mul works on rows; the slices that it is
// given have room for the rows rounded up to it.
const RowBlock = 4

// RoundRows rounds n up to a multiple of RowBlock.
func RoundRows(n int) int { return (n + RowBlock - 1) &^ (RowBlock - 1) }

// Path names a set of kernels.
type Path int

// The paths: amd64 has AVX2 and AVX512, arm64 has NEON, every machine has Portable.
const (
	Portable Path = iota
	AVX2
	AVX512 // with VNNI
	NEON
)

func (p Path) String() string { return [...]string{"portable", "avx2", "avx512", "neon"}[p] }

// Paths returns the paths that this machine can run, from the slowest to the fastest.
func Paths() []Path { return slices.Clone(paths) }

// Best returns the fastest path that this machine can run.
func Best() Path { return paths[len(paths)-1] }
