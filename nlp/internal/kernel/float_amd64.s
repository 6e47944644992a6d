#include "textflag.h"

#define FMA16(ptr, accA, accB) \
	VBROADCASTSS (ptr)(AX*4), Y10 \
	VMULPS       Y8, Y10, Y11     \
	VADDPS       Y11, accA, accA  \
	VMULPS       Y9, Y10, Y12     \
	VADDPS       Y12, accB, accB

// func gemm4x16(c *float32, ldc int, a *float32, lda int, b *float32, ldb int, k int)
TEXT ·gemm4x16(SB), NOSPLIT, $0-56
	MOVQ    c+0(FP), DI
	MOVQ    ldc+8(FP), R8
	MOVQ    a+16(FP), SI
	MOVQ    lda+24(FP), R9
	MOVQ    b+32(FP), BX
	MOVQ    ldb+40(FP), R10
	MOVQ    k+48(FP), CX
	SHLQ    $2, R8
	SHLQ    $2, R9
	SHLQ    $2, R10
	LEAQ    (SI)(R9*1), R11
	LEAQ    (R11)(R9*1), R12
	LEAQ    (R12)(R9*1), R13
	LEAQ    (DI)(R8*2), DX
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	VMOVUPS (DI)(R8*1), Y2
	VMOVUPS 32(DI)(R8*1), Y3
	VMOVUPS (DX), Y4
	VMOVUPS 32(DX), Y5
	VMOVUPS (DX)(R8*1), Y6
	VMOVUPS 32(DX)(R8*1), Y7
	XORQ    AX, AX

loop:
	VMOVUPS (BX), Y8
	VMOVUPS 32(BX), Y9
	FMA16(SI, Y0, Y1)
	FMA16(R11, Y2, Y3)
	FMA16(R12, Y4, Y5)
	FMA16(R13, Y6, Y7)
	ADDQ    R10, BX
	INCQ    AX
	CMPQ    AX, CX
	JLT     loop

	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, (DI)(R8*1)
	VMOVUPS Y3, 32(DI)(R8*1)
	VMOVUPS Y4, (DX)
	VMOVUPS Y5, 32(DX)
	VMOVUPS Y6, (DX)(R8*1)
	VMOVUPS Y7, 32(DX)(R8*1)
	VZEROUPPER
	RET

// func gemm1x16(c *float32, a *float32, b *float32, ldb int, k int)
TEXT ·gemm1x16(SB), NOSPLIT, $0-40
	MOVQ    c+0(FP), DI
	MOVQ    a+8(FP), SI
	MOVQ    b+16(FP), BX
	MOVQ    ldb+24(FP), R10
	MOVQ    k+32(FP), CX
	SHLQ    $2, R10
	VMOVUPS (DI), Y0
	VMOVUPS 32(DI), Y1
	XORQ    AX, AX

loop:
	VMOVUPS (BX), Y8
	VMOVUPS 32(BX), Y9
	FMA16(SI, Y0, Y1)
	ADDQ    R10, BX
	INCQ    AX
	CMPQ    AX, CX
	JLT     loop

	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VZEROUPPER
	RET

#define FMA32(addr, accA, accB) \
	VBROADCASTSS addr, Z18         \
	VMULPS       Z16, Z18, Z19     \
	VADDPS       Z19, accA, accA   \
	VMULPS       Z17, Z18, Z20     \
	VADDPS       Z20, accB, accB

#define LOAD32(accA, accB) \
	VMOVUPS (DX), accA     \
	VMOVUPS 64(DX), accB   \
	ADDQ    R8, DX

#define SAVE32(accA, accB) \
	VMOVUPS accA, (DI)     \
	VMOVUPS accB, 64(DI)   \
	ADDQ    R8, DI

// func gemm8x32(c *float32, ldc int, a *float32, lda int, b *float32, ldb int, k int)
TEXT ·gemm8x32(SB), NOSPLIT, $0-56
	MOVQ c+0(FP), DI
	MOVQ ldc+8(FP), R8
	MOVQ a+16(FP), SI
	MOVQ lda+24(FP), R9
	MOVQ b+32(FP), BX
	MOVQ ldb+40(FP), R10
	MOVQ k+48(FP), CX
	SHLQ $2, R8
	SHLQ $2, R9
	SHLQ $2, R10
	LEAQ (R9)(R9*2), R11
	LEAQ (R9)(R9*4), R12
	LEAQ (R11)(R9*4), R13
	MOVQ DI, DX
	LOAD32(Z0, Z1)
	LOAD32(Z2, Z3)
	LOAD32(Z4, Z5)
	LOAD32(Z6, Z7)
	LOAD32(Z8, Z9)
	LOAD32(Z10, Z11)
	LOAD32(Z12, Z13)
	LOAD32(Z14, Z15)

loop:
	VMOVUPS (BX), Z16
	VMOVUPS 64(BX), Z17
	FMA32((SI), Z0, Z1)
	FMA32((SI)(R9*1), Z2, Z3)
	FMA32((SI)(R9*2), Z4, Z5)
	FMA32((SI)(R11*1), Z6, Z7)
	FMA32((SI)(R9*4), Z8, Z9)
	FMA32((SI)(R12*1), Z10, Z11)
	FMA32((SI)(R11*2), Z12, Z13)
	FMA32((SI)(R13*1), Z14, Z15)
	ADDQ    R10, BX
	ADDQ    $4, SI
	DECQ    CX
	JNZ     loop

	SAVE32(Z0, Z1)
	SAVE32(Z2, Z3)
	SAVE32(Z4, Z5)
	SAVE32(Z6, Z7)
	SAVE32(Z8, Z9)
	SAVE32(Z10, Z11)
	SAVE32(Z12, Z13)
	SAVE32(Z14, Z15)
	VZEROUPPER
	RET

// func axpy8(y *float32, s float32, x *float32, n int)
TEXT ·axpy8(SB), NOSPLIT, $0-32
	MOVQ         y+0(FP), DI
	VBROADCASTSS s+8(FP), Y1
	MOVQ         x+16(FP), SI
	MOVQ         n+24(FP), CX
	XORQ         AX, AX

loop:
	VMULPS  (SI)(AX*4), Y1, Y0
	VADDPS  (DI)(AX*4), Y0, Y0
	VMOVUPS Y0, (DI)(AX*4)
	ADDQ    $8, AX
	CMPQ    AX, CX
	JLT     loop
	VZEROUPPER
	RET
