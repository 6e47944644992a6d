#include "textflag.h"
#include "neon_arm64.h"

// One row against one row of 16 columns: x is the row's activation, element i of register a; the weights are in wl and
// wh, the sums in s0 to s3.
#define MADD(a, i, wl, wh, s0, s1, s2, s3) \
	SMLAL(s0, wl, a, i)  \
	SMLAL2(s1, wl, a, i) \
	SMLAL(s2, wh, a, i)  \
	SMLAL2(s3, wh, a, i)

// Element i of the activations of each of the four rows against a row of 16 columns, whose weights are in w.
#define WEIGHTS(w, i) \
	SXTLB(8, w)  \
	SXTLB2(9, w) \
	MADD(0, i, 8, 9, 16, 17, 18, 19) \
	MADD(1, i, 8, 9, 20, 21, 22, 23) \
	MADD(2, i, 8, 9, 24, 25, 26, 27) \
	MADD(3, i, 8, 9, 28, 29, 30, 31)

// Elements i, j, k and l of the activations of each of the four rows against four rows of 16 columns.
#define QUAD(i, j, k, l) \
	VLD4.P 64(R4), [V4.B16, V5.B16, V6.B16, V7.B16] \
	WEIGHTS(4, i) \
	WEIGHTS(5, j) \
	WEIGHTS(6, k) \
	WEIGHTS(7, l)

#define WIDEN \
	UXTLB(0, 0) \
	UXTLB(1, 1) \
	UXTLB(2, 2) \
	UXTLB(3, 3)

#define SCALE(s, scale, bias) \
	SCVTF4(s, s)       \
	FMUL4(s, s, scale) \
	FADD4(s, s, bias)

// func mul4x16(dst *float32, ldd int, a *uint8, lda int, w *int8, quads int, start *int32, scale, bias *float32)
TEXT ·mul4x16(SB), NOSPLIT, $0-72
	MOVD dst+0(FP), R0
	MOVD ldd+8(FP), R1
	MOVD a+16(FP), R2
	MOVD lda+24(FP), R3
	MOVD w+32(FP), R4
	MOVD quads+40(FP), R5
	MOVD start+48(FP), R11
	MOVD scale+56(FP), R6
	MOVD bias+64(FP), R7
	LSL  $2, R1
	ADD  R3, R2, R8
	ADD  R3, R8, R9
	ADD  R3, R9, R10
	VLD1 (R11), [V16.S4, V17.S4, V18.S4, V19.S4]
	VLD1 (R11), [V20.S4, V21.S4, V22.S4, V23.S4]
	VLD1 (R11), [V24.S4, V25.S4, V26.S4, V27.S4]
	VLD1 (R11), [V28.S4, V29.S4, V30.S4, V31.S4]
	SUBS $2, R5
	BLT  tail

two:
	VLD1.P 8(R2), [V0.B8]
	VLD1.P 8(R8), [V1.B8]
	VLD1.P 8(R9), [V2.B8]
	VLD1.P 8(R10), [V3.B8]
	WIDEN
	QUAD(0, 1, 2, 3)
	QUAD(4, 5, 6, 7)
	SUBS   $2, R5
	BGE    two

tail:
	ADDS $2, R5
	BEQ  done
	FMOVS (R2), F0
	FMOVS (R8), F1
	FMOVS (R9), F2
	FMOVS (R10), F3
	WIDEN
	QUAD(0, 1, 2, 3)

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
