#include "textflag.h"
#include "neon_arm64.h"

// func leaky8(dst *uint8, a, b *float32, n int, steps float32)
// n is a positive multiple of 8.
TEXT ·leaky8(SB), NOSPLIT, $0-36
	MOVD dst+0(FP), R0
	MOVD a+8(FP), R1
	MOVD b+16(FP), R2
	MOVD n+24(FP), R3
	MOVWU steps+32(FP), R24
	FILL(0x3dcccccd, V28)           // 0.1
	QUANTISE_CONSTANTS

leakyLoop:
	VLD1.P 32(R1), [V0.S4, V1.S4]
	VLD1.P 32(R2), [V2.S4, V3.S4]
	FADD4(0, 0, 2)
	FADD4(1, 1, 3)
	FMUL4(2, 0, 28)
	FMUL4(3, 1, 28)
	FMAX4(0, 0, 2)
	FMAX4(1, 1, 3)
	QUANTISE(0, 1)
	VST1.P [V0.B8], 8(R0)
	SUBS   $8, R3
	BGT    leakyLoop
	RET

// func addInt8(sum *float32, s float32, q *byte, n int)
// n is a positive multiple of 8.
TEXT ·addInt8(SB), NOSPLIT, $0-32
	MOVD  sum+0(FP), R0
	FMOVS s+8(FP), F4
	MOVD  q+16(FP), R1
	MOVD  n+24(FP), R2

addLoop:
	VLD1.P 8(R1), [V0.B8]
	VLD1   (R0), [V2.S4, V3.S4]
	SXTLB(0, 0)
	SXTLH2(1, 0)
	SXTLH(0, 0)
	SCVTF4(0, 0)
	SCVTF4(1, 1)
	FMULE(0, 0, 4)
	FMULE(1, 1, 4)
	FADD4(0, 0, 2)
	FADD4(1, 1, 3)
	VST1.P [V0.S4, V1.S4], 32(R0)
	SUBS   $8, R2
	BGT    addLoop
	RET
