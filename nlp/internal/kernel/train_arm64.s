#include "textflag.h"
#include "neon_arm64.h"

// func sruForward(out, f, r, c, u, vf, vr, bf, br, prev *float32, h int)
TEXT ·sruForward(SB), NOSPLIT, $0-88
	MOVD out+0(FP), R0
	MOVD f+8(FP), R1
	MOVD r+16(FP), R2
	MOVD c+24(FP), R3
	MOVD u+32(FP), R4
	MOVD vf+40(FP), R5
	MOVD vr+48(FP), R6
	MOVD bf+56(FP), R7
	MOVD br+64(FP), R8
	MOVD prev+72(FP), R9
	MOVD h+80(FP), R10
	ADD  R10<<2, R4, R11
	ADD  R10<<2, R11, R12
	ADD  R10<<2, R12, R13
	GATE_CONSTANTS

loop:
	VLD1.P 16(R9), [V0.S4]   // state
	VLD1.P 16(R5), [V1.S4]
	VLD1.P 16(R6), [V2.S4]
	VLD1.P 16(R11), [V3.S4]
	VLD1.P 16(R12), [V4.S4]
	VLD1.P 16(R7), [V5.S4]
	VLD1.P 16(R8), [V6.S4]
	VLD1.P 16(R4), [V7.S4]   // candidate
	VLD1.P 16(R13), [V8.S4]  // highway
	FMUL4(1, 1, 0)
	FMUL4(2, 2, 0)
	FADD4(1, 1, 3)
	FADD4(2, 2, 4)
	FADD4(1, 1, 5)
	FADD4(2, 2, 6)
	GATE(1, 3)
	GATE(2, 4)
	FSUB4(0, 0, 7)
	FMUL4(0, 0, 1)
	FADD4(0, 0, 7)
	VST1.P [V1.S4], 16(R1)
	VST1.P [V2.S4], 16(R2)
	VST1.P [V0.S4], 16(R3)
	FSUB4(0, 0, 8)
	FMUL4(0, 0, 2)
	FADD4(0, 0, 8)
	VST1.P [V0.S4], 16(R0)
	SUBS   $4, R10
	BGT    loop
	RET

// SLOPE is d*0.5*q*q, where q is 1-|2y-1|, with q for scratch; 1 is in V27, 0.5 in V28.
#define SLOPE(d, y, q) \
	FADD4(q, y, y)  \
	FSUB4(q, q, 27) \
	FABS4(q, q)     \
	FSUB4(q, 27, q) \
	FMUL4(d, d, 28) \
	FMUL4(d, d, q)  \
	FMUL4(d, d, q)

// ADD_TO adds register v to the four floats at p and moves p on, with V26 for scratch.
#define ADD_TO(p, v) \
	VLD1   (p), [V26.S4]     \
	FADD4(26, 26, v)         \
	VST1.P [V26.S4], 16(p)

// func sruBackward(du, grad, carry, f, r, c, u, vf, vr, prev, gvf, gvr, gbf, gbr *float32, h int)
TEXT ·sruBackward(SB), NOSPLIT, $0-120
	MOVD du+0(FP), R0
	MOVD grad+8(FP), R1
	MOVD carry+16(FP), R2
	MOVD f+24(FP), R3
	MOVD r+32(FP), R4
	MOVD c+40(FP), R5
	MOVD u+48(FP), R6
	MOVD vf+56(FP), R7
	MOVD vr+64(FP), R8
	MOVD prev+72(FP), R9
	MOVD gvf+80(FP), R10
	MOVD gvr+88(FP), R11
	MOVD gbf+96(FP), R12
	MOVD gbr+104(FP), R13
	MOVD h+112(FP), R14
	ADD  R14<<2, R0, R15
	ADD  R14<<2, R15, R16
	ADD  R14<<2, R16, R17
	ADD  R14<<2, R6, R19
	ADD  R14<<2, R19, R19
	ADD  R14<<2, R19, R19
	GATE_CONSTANTS

loop:
	VLD1.P 16(R1), [V0.S4]   // gradient of the output
	VLD1   (R2), [V1.S4]     // of the state
	VLD1.P 16(R3), [V2.S4]
	VLD1.P 16(R4), [V3.S4]
	VLD1.P 16(R5), [V4.S4]
	VLD1.P 16(R6), [V5.S4]   // candidate
	VLD1.P 16(R19), [V6.S4]  // highway
	VLD1.P 16(R7), [V7.S4]
	VLD1.P 16(R8), [V8.S4]
	VLD1.P 16(R9), [V9.S4]   // state before
	FSUB4(10, 27, 3)
	FMUL4(10, 0, 10)
	VST1.P [V10.S4], 16(R17) // of the highway
	FMUL4(11, 0, 3)
	FADD4(1, 11, 1)          // of the state
	FSUB4(4, 4, 6)
	FMUL4(4, 0, 4)
	SLOPE(4, 3, 12)          // of the reset gate's input
	FSUB4(6, 9, 5)
	FMUL4(6, 1, 6)
	SLOPE(6, 2, 13)          // of the forget gate's input
	FSUB4(10, 27, 2)
	FMUL4(10, 1, 10)
	VST1.P [V10.S4], 16(R0)
	VST1.P [V6.S4], 16(R15)
	VST1.P [V4.S4], 16(R16)
	FMUL4(10, 6, 9)
	FMUL4(11, 4, 9)
	ADD_TO(R10, 10)
	ADD_TO(R11, 11)
	ADD_TO(R12, 6)
	ADD_TO(R13, 4)
	FMUL4(1, 1, 2)
	FMUL4(8, 4, 8)
	FMUL4(7, 6, 7)
	FADD4(1, 1, 8)
	FADD4(1, 1, 7)
	VST1.P [V1.S4], 16(R2)
	SUBS   $4, R14
	BGT    loop
	RET

// func adamStep(w, m1, m2, grad *float32, n int, c *[8]float32)
// n is a positive multiple of 8.
TEXT ·adamStep(SB), NOSPLIT, $0-48
	MOVD    w+0(FP), R0
	MOVD    m1+8(FP), R1
	MOVD    m2+16(FP), R2
	MOVD    grad+24(FP), R3
	MOVD    n+32(FP), R4
	MOVD    c+40(FP), R5
	VLD1R.P 4(R5), [V16.S4]  // beta1
	VLD1R.P 4(R5), [V17.S4]
	VLD1R.P 4(R5), [V18.S4]  // beta2
	VLD1R.P 4(R5), [V19.S4]
	VLD1R.P 4(R5), [V20.S4]  // epsilon
	VLD1R.P 4(R5), [V21.S4]  // rate
	VLD1R.P 4(R5), [V22.S4]  // correction of the second moment
	VLD1R   (R5), [V23.S4]   // scale of the gradient

loop:
	VLD1.P 16(R3), [V0.S4]
	VLD1   (R1), [V1.S4]
	VLD1   (R2), [V2.S4]
	VLD1   (R0), [V3.S4]
	FMUL4(0, 0, 23)
	FMUL4(1, 1, 16)
	FMUL4(4, 0, 17)
	FADD4(1, 1, 4)
	FMUL4(2, 2, 18)
	FMUL4(4, 0, 19)
	FMUL4(4, 4, 0)
	FADD4(2, 2, 4)
	VST1.P [V1.S4], 16(R1)
	VST1.P [V2.S4], 16(R2)
	FMUL4(2, 2, 22)
	FSQRT4(2, 2)
	FADD4(2, 2, 20)
	FMUL4(1, 1, 21)
	FDIV4(1, 1, 2)
	FSUB4(3, 3, 1)
	VST1.P [V3.S4], 16(R0)
	SUBS   $4, R4
	BGT    loop
	RET
