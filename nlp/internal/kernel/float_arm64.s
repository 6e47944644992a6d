#include "textflag.h"
#include "neon_arm64.h"

// Adds the 16 floats of V4 to V7, times the first element of register x, to the sums in s0 to s3, with t0 to t3 for scratch.
#define MADD16(x, t0, t1, t2, t3, s0, s1, s2, s3) \
	FMULE(t0, 4, x)   \
	FMULE(t1, 5, x)   \
	FMULE(t2, 6, x)   \
	FMULE(t3, 7, x)   \
	FADD4(s0, s0, t0) \
	FADD4(s1, s1, t1) \
	FADD4(s2, s2, t2) \
	FADD4(s3, s3, t3)

// func gemm4x16(c *float32, ldc int, a *float32, lda int, b *float32, ldb int, k int)
TEXT ·gemm4x16(SB), NOSPLIT, $0-56
	MOVD c+0(FP), R0
	MOVD ldc+8(FP), R1
	MOVD a+16(FP), R2
	MOVD lda+24(FP), R3
	MOVD b+32(FP), R4
	MOVD ldb+40(FP), R5
	MOVD k+48(FP), R6
	LSL  $2, R5
	ADD  R3<<2, R2, R7
	ADD  R3<<2, R7, R8
	ADD  R3<<2, R8, R9
	ADD  R1<<2, R0, R10
	ADD  R1<<2, R10, R11
	ADD  R1<<2, R11, R12
	VLD1 (R0), [V16.S4, V17.S4, V18.S4, V19.S4]
	VLD1 (R10), [V20.S4, V21.S4, V22.S4, V23.S4]
	VLD1 (R11), [V24.S4, V25.S4, V26.S4, V27.S4]
	VLD1 (R12), [V28.S4, V29.S4, V30.S4, V31.S4]

loop:
	VLD1    (R4), [V4.S4, V5.S4, V6.S4, V7.S4]
	FMOVS.P 4(R2), F0
	FMOVS.P 4(R7), F1
	FMOVS.P 4(R8), F2
	FMOVS.P 4(R9), F3
	ADD     R5, R4
	MADD16(0, 8, 9, 10, 11, 16, 17, 18, 19)
	MADD16(1, 12, 13, 14, 15, 20, 21, 22, 23)
	MADD16(2, 8, 9, 10, 11, 24, 25, 26, 27)
	MADD16(3, 12, 13, 14, 15, 28, 29, 30, 31)
	SUBS    $1, R6
	BGT     loop

	VST1 [V16.S4, V17.S4, V18.S4, V19.S4], (R0)
	VST1 [V20.S4, V21.S4, V22.S4, V23.S4], (R10)
	VST1 [V24.S4, V25.S4, V26.S4, V27.S4], (R11)
	VST1 [V28.S4, V29.S4, V30.S4, V31.S4], (R12)
	RET

// func gemm1x16(c *float32, a *float32, b *float32, ldb int, k int)
TEXT ·gemm1x16(SB), NOSPLIT, $0-40
	MOVD c+0(FP), R0
	MOVD a+8(FP), R2
	MOVD b+16(FP), R4
	MOVD ldb+24(FP), R5
	MOVD k+32(FP), R6
	LSL  $2, R5
	VLD1 (R0), [V16.S4, V17.S4, V18.S4, V19.S4]

loop:
	VLD1    (R4), [V4.S4, V5.S4, V6.S4, V7.S4]
	FMOVS.P 4(R2), F0
	ADD     R5, R4
	MADD16(0, 8, 9, 10, 11, 16, 17, 18, 19)
	SUBS    $1, R6
	BGT     loop

	VST1 [V16.S4, V17.S4, V18.S4, V19.S4], (R0)
	RET

// func axpy8(y *float32, s float32, x *float32, n int)
TEXT ·axpy8(SB), NOSPLIT, $0-32
	MOVD  y+0(FP), R0
	FMOVS s+8(FP), F4
	MOVD  x+16(FP), R1
	MOVD  n+24(FP), R2

loop:
	VLD1.P 32(R1), [V0.S4, V1.S4]
	VLD1   (R0), [V2.S4, V3.S4]
	FMULE(0, 0, 4)
	FMULE(1, 1, 4)
	FADD4(2, 2, 0)
	FADD4(3, 3, 1)
	VST1.P [V2.S4, V3.S4], 32(R0)
	SUBS   $8, R2
	BGT    loop
	RET
