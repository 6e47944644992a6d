#include "textflag.h"
#include "neon_arm64.h"

// func sruStep(u *float32, h int, vf, vr, c *float32, out *uint8, steps float32)
TEXT ·sruStep(SB), NOSPLIT, $0-52
	MOVD u+0(FP), R0
	MOVD h+8(FP), R1
	MOVD vf+16(FP), R5
	MOVD vr+24(FP), R6
	MOVD c+32(FP), R7
	MOVD out+40(FP), R8
	MOVWU steps+48(FP), R24
	ADD  R1<<2, R0, R2
	ADD  R1<<2, R2, R3
	ADD  R1<<2, R3, R4
	GATE_CONSTANTS
	QUANTISE_CONSTANTS

loop:
	VLD1   (R7), [V0.S4, V1.S4]      // state
	VLD1.P 32(R5), [V2.S4, V3.S4]
	VLD1.P 32(R6), [V4.S4, V5.S4]
	VLD1.P 32(R2), [V6.S4, V7.S4]
	VLD1.P 32(R3), [V8.S4, V9.S4]
	VLD1.P 32(R0), [V10.S4, V11.S4]  // candidate
	VLD1.P 32(R4), [V12.S4, V13.S4]  // highway
	FMUL4(2, 2, 0)
	FMUL4(3, 3, 1)
	FMUL4(4, 4, 0)
	FMUL4(5, 5, 1)
	FADD4(2, 2, 6)
	FADD4(3, 3, 7)
	FADD4(4, 4, 8)
	FADD4(5, 5, 9)
	GATE(2, 14)
	GATE(3, 15)
	GATE(4, 16)
	GATE(5, 17)
	FSUB4(0, 0, 10)
	FSUB4(1, 1, 11)
	FMUL4(0, 0, 2)
	FMUL4(1, 1, 3)
	FADD4(0, 0, 10)
	FADD4(1, 1, 11)
	VST1.P [V0.S4, V1.S4], 32(R7)
	FSUB4(0, 0, 12)
	FSUB4(1, 1, 13)
	FMUL4(0, 0, 4)
	FMUL4(1, 1, 5)
	FADD4(0, 0, 12)
	FADD4(1, 1, 13)
	QUANTISE(0, 1)
	VST1.P [V0.B8], 8(R8)
	SUBS   $8, R1
	BGT    loop
	RET
