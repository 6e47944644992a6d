#include "textflag.h"

// One row of mul4x16: a pair of activations against a pair of rows of 16 columns.
#define MADD4(ptr, accA, accB) \
	VPBROADCASTD (ptr)(AX*4), Y10 \
	VPMADDWD     Y8, Y10, Y11     \
	VPADDD       Y11, accA, accA  \
	VPMADDWD     Y9, Y10, Y12     \
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

// func mul4x16(dst *float32, ldd int, a *int16, lda int, w *int16, pairs int, scale, bias *float32)
TEXT ·mul4x16(SB), NOSPLIT, $0-64
	MOVQ  dst+0(FP), DI
	MOVQ  ldd+8(FP), R8
	MOVQ  a+16(FP), SI
	MOVQ  lda+24(FP), R9
	MOVQ  w+32(FP), BX
	MOVQ  pairs+40(FP), CX
	MOVQ  scale+48(FP), DX
	MOVQ  bias+56(FP), R10
	SHLQ  $2, R8
	SHLQ  $1, R9
	LEAQ  (SI)(R9*1), R11
	LEAQ  (R11)(R9*1), R12
	LEAQ  (R12)(R9*1), R13
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
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
	VPDPWSSD     Z16, Z18, accA     \
	VPDPWSSD     Z17, Z18, accB

// Two panels of 16 columns stand pairs*64 bytes apart.
#define SETUP32 \
	MOVQ dst+0(FP), DI          \
	MOVQ ldd+8(FP), R8          \
	MOVQ a+16(FP), SI           \
	MOVQ lda+24(FP), R9         \
	MOVQ w+32(FP), BX           \
	MOVQ pairs+40(FP), CX       \
	MOVQ scale+48(FP), DX       \
	MOVQ bias+56(FP), R10       \
	SHLQ $2, R8                 \
	SHLQ $1, R9                 \
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

// func mul8x32(dst *float32, ldd int, a *int16, lda int, w *int16, pairs int, scale, bias *float32)
TEXT ·mul8x32(SB), NOSPLIT, $0-64
	SETUP32
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	VPXORD Z4, Z4, Z4
	VPXORD Z5, Z5, Z5
	VPXORD Z6, Z6, Z6
	VPXORD Z7, Z7, Z7
	VPXORD Z8, Z8, Z8
	VPXORD Z9, Z9, Z9
	VPXORD Z10, Z10, Z10
	VPXORD Z11, Z11, Z11
	VPXORD Z12, Z12, Z12
	VPXORD Z13, Z13, Z13
	VPXORD Z14, Z14, Z14
	VPXORD Z15, Z15, Z15

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

// func mul4x32(dst *float32, ldd int, a *int16, lda int, w *int16, pairs int, scale, bias *float32)
TEXT ·mul4x32(SB), NOSPLIT, $0-64
	SETUP32
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	VPXORD Z4, Z4, Z4
	VPXORD Z5, Z5, Z5
	VPXORD Z6, Z6, Z6
	VPXORD Z7, Z7, Z7

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
