#include "textflag.h"

DATA trainAbs<>+0(SB)/4, $0x7fffffff
GLOBL trainAbs<>(SB), RODATA|NOPTR, $4
DATA trainOne<>+0(SB)/4, $0x3f800000
GLOBL trainOne<>(SB), RODATA|NOPTR, $4
DATA trainHalf<>+0(SB)/4, $0x3f000000
GLOBL trainHalf<>(SB), RODATA|NOPTR, $4

#define CONSTANTS \
	VBROADCASTSS trainAbs<>(SB), Y15  \
	VBROADCASTSS trainOne<>(SB), Y14  \
	VBROADCASTSS trainHalf<>(SB), Y13

#define GATE(x, t) \
	VANDPS Y15, x, t   \
	VADDPS Y14, t, t   \
	VDIVPS t, x, x     \
	VMULPS Y13, x, x   \
	VADDPS Y13, x, x

// func sruForward(out, f, r, c, u, vf, vr, bf, br, prev *float32, h int)
TEXT ·sruForward(SB), NOSPLIT, $0-88
	MOVQ u+32(FP), SI
	MOVQ h+80(FP), CX
	LEAQ (SI)(CX*4), R11
	LEAQ (R11)(CX*4), R12
	LEAQ (R12)(CX*4), R13
	MOVQ out+0(FP), DI
	MOVQ f+8(FP), R8
	MOVQ r+16(FP), R9
	MOVQ c+24(FP), R10
	MOVQ prev+72(FP), DX
	CONSTANTS
	XORQ AX, AX

loop:
	VMOVUPS (DX)(AX*4), Y0  // state before
	VMOVUPS (SI)(AX*4), Y1  // candidate
	MOVQ    vf+40(FP), BX
	VMULPS  (BX)(AX*4), Y0, Y2
	VADDPS  (R11)(AX*4), Y2, Y2
	MOVQ    bf+56(FP), BX
	VADDPS  (BX)(AX*4), Y2, Y2
	MOVQ    vr+48(FP), BX
	VMULPS  (BX)(AX*4), Y0, Y3
	VADDPS  (R12)(AX*4), Y3, Y3
	MOVQ    br+64(FP), BX
	VADDPS  (BX)(AX*4), Y3, Y3
	VMOVUPS (R13)(AX*4), Y4 // highway
	GATE(Y2, Y5)
	GATE(Y3, Y6)
	VMOVUPS Y2, (R8)(AX*4)
	VMOVUPS Y3, (R9)(AX*4)
	VSUBPS  Y1, Y0, Y0
	VMULPS  Y2, Y0, Y0
	VADDPS  Y1, Y0, Y0
	VMOVUPS Y0, (R10)(AX*4)
	VSUBPS  Y4, Y0, Y0
	VMULPS  Y3, Y0, Y0
	VADDPS  Y4, Y0, Y0
	VMOVUPS Y0, (DI)(AX*4)
	ADDQ    $8, AX
	CMPQ    AX, CX
	JLT     loop
	VZEROUPPER
	RET

// SLOPE: d = d*0.5*q*q with q = 1-|2y-1|; t is scratch.
#define SLOPE(d, y, t) \
	VADDPS y, y, t     \
	VSUBPS Y14, t, t   \
	VANDPS Y15, t, t   \
	VSUBPS t, Y14, t   \
	VMULPS Y13, d, d   \
	VMULPS t, d, d     \
	VMULPS t, d, d

// func sruBackward(du, grad, carry, f, r, c, u, vf, vr, prev, gvf, gvr, gbf, gbr *float32, h int)
TEXT ·sruBackward(SB), NOSPLIT, $0-120
	MOVQ du+0(FP), DI
	MOVQ grad+8(FP), R8
	MOVQ carry+16(FP), R9
	MOVQ u+48(FP), SI
	MOVQ h+112(FP), CX
	LEAQ (CX)(CX*2), R10 // offset of the highway, in floats
	LEAQ (SI)(R10*4), R11
	LEAQ (DI)(R10*4), R10
	LEAQ (DI)(CX*4), R12
	LEAQ (R12)(CX*4), R13
	CONSTANTS
	XORQ AX, AX

loop:
	VMOVUPS (R8)(AX*4), Y0   // g
	MOVQ    r+32(FP), BX
	VMOVUPS (BX)(AX*4), Y1   // reset gate
	MOVQ    f+24(FP), BX
	VMOVUPS (BX)(AX*4), Y2   // forget gate
	MOVQ    prev+72(FP), BX
	VMOVUPS (BX)(AX*4), Y3   // state before
	VSUBPS  Y1, Y14, Y4
	VMULPS  Y4, Y0, Y4
	VMOVUPS Y4, (R10)(AX*4)  // dx
	VMULPS  Y1, Y0, Y5
	VADDPS  (R9)(AX*4), Y5, Y5 // dc
	MOVQ    c+40(FP), BX
	VMOVUPS (BX)(AX*4), Y6
	VSUBPS  (R11)(AX*4), Y6, Y6
	VMULPS  Y6, Y0, Y6
	SLOPE(Y6, Y1, Y7)        // dar
	VSUBPS  (SI)(AX*4), Y3, Y8
	VMULPS  Y8, Y5, Y8
	SLOPE(Y8, Y2, Y7)        // daf
	VSUBPS  Y2, Y14, Y9
	VMULPS  Y9, Y5, Y9
	VMOVUPS Y9, (DI)(AX*4)   // dz
	VMOVUPS Y8, (R12)(AX*4)
	VMOVUPS Y6, (R13)(AX*4)
	MOVQ    gvf+80(FP), BX
	VMULPS  Y3, Y8, Y9
	VADDPS  (BX)(AX*4), Y9, Y9
	VMOVUPS Y9, (BX)(AX*4)
	MOVQ    gvr+88(FP), BX
	VMULPS  Y3, Y6, Y9
	VADDPS  (BX)(AX*4), Y9, Y9
	VMOVUPS Y9, (BX)(AX*4)
	MOVQ    gbf+96(FP), BX
	VADDPS  (BX)(AX*4), Y8, Y9
	VMOVUPS Y9, (BX)(AX*4)
	MOVQ    gbr+104(FP), BX
	VADDPS  (BX)(AX*4), Y6, Y9
	VMOVUPS Y9, (BX)(AX*4)
	VMULPS  Y2, Y5, Y5
	MOVQ    vr+64(FP), BX
	VMULPS  (BX)(AX*4), Y6, Y6
	VADDPS  Y6, Y5, Y5
	MOVQ    vf+56(FP), BX
	VMULPS  (BX)(AX*4), Y8, Y8
	VADDPS  Y8, Y5, Y5
	VMOVUPS Y5, (R9)(AX*4)
	ADDQ    $8, AX
	CMPQ    AX, CX
	JLT     loop
	VZEROUPPER
	RET

// func adamStep(w, m1, m2, grad *float32, n int, c *[8]float32)
TEXT ·adamStep(SB), NOSPLIT, $0-48
	MOVQ         w+0(FP), DI
	MOVQ         m1+8(FP), R8
	MOVQ         m2+16(FP), R9
	MOVQ         grad+24(FP), SI
	MOVQ         n+32(FP), CX
	MOVQ         c+40(FP), BX
	VBROADCASTSS (BX), Y8
	VBROADCASTSS 4(BX), Y9
	VBROADCASTSS 8(BX), Y10
	VBROADCASTSS 12(BX), Y11
	VBROADCASTSS 16(BX), Y12
	VBROADCASTSS 20(BX), Y13
	VBROADCASTSS 24(BX), Y14
	VBROADCASTSS 28(BX), Y15
	XORQ         AX, AX

loop:
	VMULPS  (SI)(AX*4), Y15, Y0
	VMULPS  (R8)(AX*4), Y8, Y1
	VMULPS  Y0, Y9, Y2
	VADDPS  Y2, Y1, Y1
	VMOVUPS Y1, (R8)(AX*4)
	VMULPS  (R9)(AX*4), Y10, Y3
	VMULPS  Y0, Y11, Y4
	VMULPS  Y0, Y4, Y4
	VADDPS  Y4, Y3, Y3
	VMOVUPS Y3, (R9)(AX*4)
	VMULPS  Y14, Y3, Y3
	VSQRTPS Y3, Y3
	VADDPS  Y12, Y3, Y3
	VMULPS  Y13, Y1, Y1
	VDIVPS  Y3, Y1, Y1
	VMOVUPS (DI)(AX*4), Y2
	VSUBPS  Y1, Y2, Y2
	VMOVUPS Y2, (DI)(AX*4)
	ADDQ    $8, AX
	CMPQ    AX, CX
	JLT     loop
	VZEROUPPER
	RET
