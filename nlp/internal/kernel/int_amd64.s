#include "textflag.h"

DATA ones<>+0(SB)/4, $0x00010001
GLOBL ones<>(SB), RODATA|NOPTR, $4

// One row of mul4x16: four activations against four rows of 16 columns. The two sums of two products that VPMADDUBSW makes
// fit 16 bits (Matrix.Check); VPMADDWD adds them.
#define MADD4(ptr, accA, accB) \
	VPBROADCASTD (ptr)(AX*4), Y10 \
	VPMADDUBSW   Y8, Y10, Y11     \
	VPMADDWD     Y13, Y11, Y11    \
	VPADDD       Y11, accA, accA  \
	VPMADDUBSW   Y9, Y10, Y12     \
	VPMADDWD     Y13, Y12, Y12    \
	VPADDD       Y12, accB, accB

#define STORE4(accA, accB) \
	VCVTDQ2PS accA, accA       \
	VCVTDQ2PS accB, accB       \
	VMULPS    Y8, accA, accA   \
	VMULPS    Y9, accB, accB   \
	VADDPS    Y10, accA, accA  \
	VADDPS    Y11, accB, accB  \
	VMOVUPS   accA, (DI)       \
	VMOVUPS   accB, 32(DI)     \
	ADDQ      R8, DI

// func mul4x16(dst *float32, ldd int, a *uint8, lda int, w *int8, quads int, start *int32, scale, bias *float32)
TEXT ·mul4x16(SB), NOSPLIT, $0-72
	MOVQ  dst+0(FP), DI
	MOVQ  ldd+8(FP), R8
	MOVQ  a+16(FP), SI
	MOVQ  lda+24(FP), R9
	MOVQ  w+32(FP), BX
	MOVQ  quads+40(FP), CX
	MOVQ  start+48(FP), AX
	MOVQ  scale+56(FP), DX
	MOVQ  bias+64(FP), R10
	SHLQ  $2, R8
	LEAQ  (SI)(R9*1), R11
	LEAQ  (R11)(R9*1), R12
	LEAQ  (R12)(R9*1), R13
	VPBROADCASTD ones<>(SB), Y13
	VMOVDQU (AX), Y0
	VMOVDQU 32(AX), Y1
	VMOVDQA Y0, Y2
	VMOVDQA Y1, Y3
	VMOVDQA Y0, Y4
	VMOVDQA Y1, Y5
	VMOVDQA Y0, Y6
	VMOVDQA Y1, Y7
	XORQ  AX, AX

loop:
	VMOVDQU (BX), Y8
	VMOVDQU 32(BX), Y9
	MADD4(SI, Y0, Y1)
	MADD4(R11, Y2, Y3)
	MADD4(R12, Y4, Y5)
	MADD4(R13, Y6, Y7)
	ADDQ    $64, BX
	INCQ    AX
	CMPQ    AX, CX
	JLT     loop

	VMOVUPS (DX), Y8
	VMOVUPS 32(DX), Y9
	VMOVUPS (R10), Y10
	VMOVUPS 32(R10), Y11
	STORE4(Y0, Y1)
	STORE4(Y2, Y3)
	STORE4(Y4, Y5)
	STORE4(Y6, Y7)
	VZEROUPPER
	RET

#define STORE32(accA, accB) \
	VCVTDQ2PS accA, accA       \
	VCVTDQ2PS accB, accB       \
	VMULPS    Z16, accA, accA  \
	VMULPS    Z17, accB, accB  \
	VADDPS    Z18, accA, accA  \
	VADDPS    Z19, accB, accB  \
	VMOVUPS   accA, (DI)       \
	VMOVUPS   accB, 64(DI)     \
	ADDQ      R8, DI

#define DOT32(addr, accA, accB) \
	VPBROADCASTD addr, Z18          \
	VPDPBUSD     Z16, Z18, accA     \
	VPDPBUSD     Z17, Z18, accB

// Two panels of 16 columns stand quads*64 bytes apart.
#define SETUP32 \
	MOVQ dst+0(FP), DI          \
	MOVQ ldd+8(FP), R8          \
	MOVQ a+16(FP), SI           \
	MOVQ lda+24(FP), R9         \
	MOVQ w+32(FP), BX           \
	MOVQ quads+40(FP), CX       \
	MOVQ start+48(FP), AX       \
	MOVQ scale+56(FP), DX       \
	MOVQ bias+64(FP), R10       \
	SHLQ $2, R8                 \
	VMOVDQU32 (AX), Z0          \
	VMOVDQU32 64(AX), Z1        \
	MOVQ CX, AX                 \
	SHLQ $6, AX                 \
	ADDQ BX, AX                 \
	LEAQ (R9)(R9*2), R11        \
	LEAQ (R9)(R9*4), R12        \
	LEAQ (R11)(R9*4), R13

#define SCALES32 \
	VMOVUPS (DX), Z16       \
	VMOVUPS 64(DX), Z17     \
	VMOVUPS (R10), Z18      \
	VMOVUPS 64(R10), Z19

// func mul8x32(dst *float32, ldd int, a *uint8, lda int, w *int8, quads int, start *int32, scale, bias *float32)
TEXT ·mul8x32(SB), NOSPLIT, $0-72
	SETUP32
	VMOVDQA32 Z0, Z2
	VMOVDQA32 Z1, Z3
	VMOVDQA32 Z0, Z4
	VMOVDQA32 Z1, Z5
	VMOVDQA32 Z0, Z6
	VMOVDQA32 Z1, Z7
	VMOVDQA32 Z0, Z8
	VMOVDQA32 Z1, Z9
	VMOVDQA32 Z0, Z10
	VMOVDQA32 Z1, Z11
	VMOVDQA32 Z0, Z12
	VMOVDQA32 Z1, Z13
	VMOVDQA32 Z0, Z14
	VMOVDQA32 Z1, Z15

loop:
	VMOVDQU32 (BX), Z16
	VMOVDQU32 (AX), Z17
	DOT32((SI), Z0, Z1)
	DOT32((SI)(R9*1), Z2, Z3)
	DOT32((SI)(R9*2), Z4, Z5)
	DOT32((SI)(R11*1), Z6, Z7)
	DOT32((SI)(R9*4), Z8, Z9)
	DOT32((SI)(R12*1), Z10, Z11)
	DOT32((SI)(R11*2), Z12, Z13)
	DOT32((SI)(R13*1), Z14, Z15)
	ADDQ      $64, BX
	ADDQ      $64, AX
	ADDQ      $4, SI
	DECQ      CX
	JNZ       loop

	SCALES32
	STORE32(Z0, Z1)
	STORE32(Z2, Z3)
	STORE32(Z4, Z5)
	STORE32(Z6, Z7)
	STORE32(Z8, Z9)
	STORE32(Z10, Z11)
	STORE32(Z12, Z13)
	STORE32(Z14, Z15)
	VZEROUPPER
	RET

// func mul4x32(dst *float32, ldd int, a *uint8, lda int, w *int8, quads int, start *int32, scale, bias *float32)
TEXT ·mul4x32(SB), NOSPLIT, $0-72
	SETUP32
	VMOVDQA32 Z0, Z2
	VMOVDQA32 Z1, Z3
	VMOVDQA32 Z0, Z4
	VMOVDQA32 Z1, Z5
	VMOVDQA32 Z0, Z6
	VMOVDQA32 Z1, Z7

loop:
	VMOVDQU32 (BX), Z16
	VMOVDQU32 (AX), Z17
	DOT32((SI), Z0, Z1)
	DOT32((SI)(R9*1), Z2, Z3)
	DOT32((SI)(R9*2), Z4, Z5)
	DOT32((SI)(R11*1), Z6, Z7)
	ADDQ      $64, BX
	ADDQ      $64, AX
	ADDQ      $4, SI
	DECQ      CX
	JNZ       loop

	SCALES32
	STORE32(Z0, Z1)
	STORE32(Z2, Z3)
	STORE32(Z4, Z5)
	STORE32(Z6, Z7)
	VZEROUPPER
	RET
