#include "textflag.h"
#include "neon_arm64.h"

// One row against one row of 16 columns: x is the row's activation, element i of register a; the weights are in wl and
// wh, the sums in s0 to s3.
#define MADD(a, i, wl, wh, s0, s1, s2, s3) \
	SMLAL(s0, wl, a, i)  \
	SMLAL2(s1, wl, a, i) \
	SMLAL(s2, wh, a, i)  \
	SMLAL2(s3, wh, a, i)

// A pair of activations of each of the four rows, elements i and j, against a pair of rows of 16 columns.
#define PAIR(i, j) \
	VLD2.P 32(R4), [V4.H8, V5.H8]     \
	VLD2.P 32(R4), [V6.H8, V7.H8]     \
	MADD(0, i, 4, 6, 16, 17, 18, 19)  \
	MADD(1, i, 4, 6, 20, 21, 22, 23)  \
	MADD(2, i, 4, 6, 24, 25, 26, 27)  \
	MADD(3, i, 4, 6, 28, 29, 30, 31)  \
	MADD(0, j, 5, 7, 16, 17, 18, 19)  \
	MADD(1, j, 5, 7, 20, 21, 22, 23)  \
	MADD(2, j, 5, 7, 24, 25, 26, 27)  \
	MADD(3, j, 5, 7, 28, 29, 30, 31)

#define SCALE(s, scale, bias) \
	SCVTF4(s, s)       \
	FMUL4(s, s, scale) \
	FADD4(s, s, bias)

#define CLEAR4(a, b, c, d) \
	VEOR a.B16, a.B16, a.B16 \
	VEOR b.B16, b.B16, b.B16 \
	VEOR c.B16, c.B16, c.B16 \
	VEOR d.B16, d.B16, d.B16

// func mul4x16(dst *float32, ldd int, a *int16, lda int, w *int16, pairs int, scale, bias *float32)
TEXT ·mul4x16(SB), NOSPLIT, $0-64
	MOVD dst+0(FP), R0
	MOVD ldd+8(FP), R1
	MOVD a+16(FP), R2
	MOVD lda+24(FP), R3
	MOVD w+32(FP), R4
	MOVD pairs+40(FP), R5
	MOVD scale+48(FP), R6
	MOVD bias+56(FP), R7
	LSL  $2, R1
	LSL  $1, R3
	ADD  R3, R2, R8
	ADD  R3, R8, R9
	ADD  R3, R9, R10
	CLEAR4(V16, V17, V18, V19)
	CLEAR4(V20, V21, V22, V23)
	CLEAR4(V24, V25, V26, V27)
	CLEAR4(V28, V29, V30, V31)
	SUBS $4, R5
	BLT  tail

four:
	VLD1.P 16(R2), [V0.H8]
	VLD1.P 16(R8), [V1.H8]
	VLD1.P 16(R9), [V2.H8]
	VLD1.P 16(R10), [V3.H8]
	PAIR(0, 1)
	PAIR(2, 3)
	PAIR(4, 5)
	PAIR(6, 7)
	SUBS   $4, R5
	BGE    four

tail:
	ADDS $4, R5
	BEQ  done

one:
	FMOVS.P 4(R2), F0
	FMOVS.P 4(R8), F1
	FMOVS.P 4(R9), F2
	FMOVS.P 4(R10), F3
	PAIR(0, 1)
	SUBS    $1, R5
	BNE     one

done:
	VLD1 (R6), [V4.S4, V5.S4, V6.S4, V7.S4]
	VLD1 (R7), [V8.S4, V9.S4, V10.S4, V11.S4]
	SCALE(16, 4, 8)
	SCALE(17, 5, 9)
	SCALE(18, 6, 10)
	SCALE(19, 7, 11)
	SCALE(20, 4, 8)
	SCALE(21, 5, 9)
	SCALE(22, 6, 10)
	SCALE(23, 7, 11)
	SCALE(24, 4, 8)
	SCALE(25, 5, 9)
	SCALE(26, 6, 10)
	SCALE(27, 7, 11)
	SCALE(28, 4, 8)
	SCALE(29, 5, 9)
	SCALE(30, 6, 10)
	SCALE(31, 7, 11)
	VST1 [V16.S4, V17.S4, V18.S4, V19.S4], (R0)
	ADD  R1, R0
	VST1 [V20.S4, V21.S4, V22.S4, V23.S4], (R0)
	ADD  R1, R0
	VST1 [V24.S4, V25.S4, V26.S4, V27.S4], (R0)
	ADD  R1, R0
	VST1 [V28.S4, V29.S4, V30.S4, V31.S4], (R0)
	RET
