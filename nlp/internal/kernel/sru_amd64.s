#include "textflag.h"

DATA sruAbs<>+0(SB)/4, $0x7fffffff
GLOBL sruAbs<>(SB), RODATA|NOPTR, $4
DATA sruOne<>+0(SB)/4, $0x3f800000
GLOBL sruOne<>(SB), RODATA|NOPTR, $4
DATA sruHalf<>+0(SB)/4, $0x3f000000
GLOBL sruHalf<>(SB), RODATA|NOPTR, $4
DATA sruMax<>+0(SB)/4, $0x42fe0000 // 127
GLOBL sruMax<>(SB), RODATA|NOPTR, $4
DATA sruMin<>+0(SB)/4, $0xc2fe0000 // -127
GLOBL sruMin<>(SB), RODATA|NOPTR, $4
DATA sruZero<>+0(SB)/8, $0x8080808080808080 // 128, zeroAct
GLOBL sruZero<>(SB), RODATA|NOPTR, $8

// gate: x/(1+|x|)*0.5+0.5
#define GATE(x, t) \
	VANDPS Y15, x, t   \
	VADDPS Y14, t, t   \
	VDIVPS t, x, x     \
	VMULPS Y13, x, x   \
	VADDPS Y13, x, x

// func sruStep(u *float32, h int, vf, vr, c *float32, out *uint8, steps float32)
TEXT ·sruStep(SB), NOSPLIT, $0-52
	MOVQ         u+0(FP), SI
	MOVQ         h+8(FP), CX
	MOVQ         vf+16(FP), R8
	MOVQ         vr+24(FP), R9
	MOVQ         c+32(FP), R10
	MOVQ         out+40(FP), DI
	VBROADCASTSS sruAbs<>(SB), Y15
	VBROADCASTSS sruOne<>(SB), Y14
	VBROADCASTSS sruHalf<>(SB), Y13
	VBROADCASTSS steps+48(FP), Y12
	VBROADCASTSS sruMax<>(SB), Y11
	VBROADCASTSS sruMin<>(SB), Y10
	VMOVQ        sruZero<>(SB), X9
	LEAQ         (SI)(CX*4), R11
	LEAQ         (R11)(CX*4), R12
	LEAQ         (R12)(CX*4), R13
	XORQ         AX, AX

loop:
	VMOVUPS      (R10)(AX*4), Y0  // state
	VMOVUPS      (SI)(AX*4), Y1   // candidate
	VMULPS       (R8)(AX*4), Y0, Y2
	VADDPS       (R11)(AX*4), Y2, Y2
	VMULPS       (R9)(AX*4), Y0, Y3
	VADDPS       (R12)(AX*4), Y3, Y3
	VMOVUPS      (R13)(AX*4), Y4  // highway
	GATE(Y2, Y5)
	GATE(Y3, Y6)
	VSUBPS       Y1, Y0, Y0       // state - candidate
	VMULPS       Y2, Y0, Y0
	VADDPS       Y1, Y0, Y0
	VMOVUPS      Y0, (R10)(AX*4)
	VSUBPS       Y4, Y0, Y0
	VMULPS       Y3, Y0, Y0
	VADDPS       Y4, Y0, Y0
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
	JLT          loop
	VZEROUPPER
	RET
