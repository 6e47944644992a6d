#include "textflag.h"

DATA rowLeak<>+0(SB)/4, $0x3dcccccd // 0.1
GLOBL rowLeak<>(SB), RODATA|NOPTR, $4
DATA rowMax<>+0(SB)/4, $0x42fe0000 // 127
GLOBL rowMax<>(SB), RODATA|NOPTR, $4
DATA rowMin<>+0(SB)/4, $0xc2fe0000 // -127
GLOBL rowMin<>(SB), RODATA|NOPTR, $4
DATA rowZero<>+0(SB)/8, $0x8080808080808080 // 128, zeroAct
GLOBL rowZero<>(SB), RODATA|NOPTR, $8

// func leaky8(dst *uint8, a, b *float32, n int, steps float32)
// n is a positive multiple of 8.
TEXT ·leaky8(SB), NOSPLIT, $0-36
	MOVQ         dst+0(FP), DI
	MOVQ         a+8(FP), SI
	MOVQ         b+16(FP), BX
	MOVQ         n+24(FP), CX
	VBROADCASTSS rowLeak<>(SB), Y13
	VBROADCASTSS steps+32(FP), Y12
	VBROADCASTSS rowMax<>(SB), Y11
	VBROADCASTSS rowMin<>(SB), Y10
	VMOVQ        rowZero<>(SB), X9
	XORQ         AX, AX

leakyLoop:
	VMOVUPS      (SI)(AX*4), Y0
	VADDPS       (BX)(AX*4), Y0, Y0
	VMULPS       Y13, Y0, Y1
	VMAXPS       Y1, Y0, Y0
	VMULPS       Y12, Y0, Y0
	VMINPS       Y11, Y0, Y0
	VMAXPS       Y10, Y0, Y0
	VCVTPS2DQ    Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPACKSSDW    X1, X0, X0
	VPACKSSWB    X0, X0, X0
	VPXOR        X9, X0, X0
	VMOVQ        X0, (DI)(AX*1)
	ADDQ         $8, AX
	CMPQ         AX, CX
	JLT          leakyLoop
	VZEROUPPER
	RET

// func addInt8(sum *float32, s float32, q *byte, n int)
// n is a positive multiple of 8.
TEXT ·addInt8(SB), NOSPLIT, $0-32
	MOVQ         sum+0(FP), DI
	VBROADCASTSS s+8(FP), Y12
	MOVQ         q+16(FP), SI
	MOVQ         n+24(FP), CX
	XORQ         AX, AX

addLoop:
	VPMOVSXBD (SI)(AX*1), Y0
	VCVTDQ2PS Y0, Y0
	VMULPS    Y12, Y0, Y0
	VADDPS    (DI)(AX*4), Y0, Y0
	VMOVUPS   Y0, (DI)(AX*4)
	ADDQ      $8, AX
	CMPQ      AX, CX
	JLT       addLoop
	VZEROUPPER
	RET

DATA rowLow<>+0(SB)/4, $0xff800000 // less than all numbers
GLOBL rowLow<>(SB), RODATA|NOPTR, $4

// func maxIndex8(x *float32, n int) int
// n is a positive multiple of 8. A comparison with what is no number fails, and leaves the greatest so far.
TEXT ·maxIndex8(SB), NOSPLIT, $0-24
	MOVQ         x+0(FP), SI
	MOVQ         n+8(FP), CX
	VBROADCASTSS rowLow<>(SB), Y0
	XORQ         AX, AX

maxLoop:
	VMOVUPS (SI)(AX*4), Y1
	VMAXPS  Y0, Y1, Y0
	ADDQ    $8, AX
	CMPQ    AX, CX
	JLT     maxLoop

	VEXTRACTF128 $1, Y0, X1
	VMAXPS       X1, X0, X0
	VPERMILPS    $0x4E, X0, X1
	VMAXPS       X1, X0, X0
	VPERMILPS    $0xB1, X0, X1
	VMAXPS       X1, X0, X0
	VBROADCASTSS X0, Y0
	XORQ         AX, AX

findLoop:
	VCMPPS    $0, (SI)(AX*4), Y0, Y1
	VMOVMSKPS Y1, DX
	TESTL     DX, DX
	JNZ       found
	ADDQ      $8, AX
	CMPQ      AX, CX
	JLT       findLoop
	XORQ      AX, AX // all are -Inf or no numbers, but the first is a number
	XORQ      DX, DX
	INCQ      DX

found:
	BSFL DX, DX
	ADDQ DX, AX
	MOVQ AX, ret+16(FP)
	VZEROUPPER
	RET
