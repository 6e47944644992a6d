#include "textflag.h"

DATA splitOne<>+0(SB)/4, $1
GLOBL splitOne<>(SB), RODATA|NOPTR, $4

// func bestSplits8(best *float32, split *int32, a, b *float32, n, splits int, low float32)
TEXT ·bestSplits8(SB), NOSPLIT, $0-52
	MOVQ         best+0(FP), DI
	MOVQ         split+8(FP), R8
	MOVQ         a+16(FP), SI
	MOVQ         b+24(FP), BX
	MOVQ         n+32(FP), R9
	MOVQ         splits+40(FP), CX
	VBROADCASTSS low+48(FP), Y0
	VPBROADCASTD splitOne<>(SB), Y3
	VPXOR        Y1, Y1, Y1
	VPXOR        Y2, Y2, Y2
	SHLQ         $2, R9
	LEAQ         -4(R9), R10

loop:
	VMOVUPS   (SI), Y4
	VADDPS    (BX), Y4, Y4
	VCMPPS    $30, Y0, Y4, Y5 // greater, not of what is no number
	VBLENDVPS Y5, Y4, Y0, Y0
	VBLENDVPS Y5, Y2, Y1, Y1
	VPADDD    Y3, Y2, Y2
	ADDQ      R9, SI
	SUBQ      R10, BX
	DECQ      CX
	JNZ       loop

	VMOVUPS Y0, (DI)
	VMOVDQU Y1, (R8)
	VZEROUPPER
	RET
