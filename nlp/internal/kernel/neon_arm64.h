// Vector instructions that Go's assembler has no names for. The arguments are numbers
// of V registers: d the destination, n and m the operands (m the divisor, the subtrahend).

// SMLAL and SMLAL2 add to the four int32 of d the products of the lower, the upper four int16 of n with
// element i of m, which is one of V0 to V15.
#define ELEMENT_H(m, i) (((i)>>2)<<11 | (((i)>>1)&1)<<21 | ((i)&1)<<20 | (m)<<16)
#define SMLAL(d, n, m, i) WORD $(0x0f402000 | ELEMENT_H(m, i) | (n)<<5 | (d))
#define SMLAL2(d, n, m, i) WORD $(0x4f402000 | ELEMENT_H(m, i) | (n)<<5 | (d))

// Four float32 each. FMULE multiplies n by the first element of m. FCVTNS rounds to int32, half to even.
#define FADD4(d, n, m) WORD $(0x4e20d400 | (m)<<16 | (n)<<5 | (d))
#define FSUB4(d, n, m) WORD $(0x4ea0d400 | (m)<<16 | (n)<<5 | (d))
#define FMUL4(d, n, m) WORD $(0x6e20dc00 | (m)<<16 | (n)<<5 | (d))
#define FMULE(d, n, m) WORD $(0x4f809000 | (m)<<16 | (n)<<5 | (d))
#define FDIV4(d, n, m) WORD $(0x6e20fc00 | (m)<<16 | (n)<<5 | (d))
#define FMAX4(d, n, m) WORD $(0x4e20f400 | (m)<<16 | (n)<<5 | (d))
#define FMAXNM4(d, n, m) WORD $(0x4e20c400 | (m)<<16 | (n)<<5 | (d))
#define FMINNM4(d, n, m) WORD $(0x4ea0c400 | (m)<<16 | (n)<<5 | (d))
#define FABS4(d, n) WORD $(0x4ea0f800 | (n)<<5 | (d))
#define FSQRT4(d, n) WORD $(0x6ea1f800 | (n)<<5 | (d))
#define SCVTF4(d, n) WORD $(0x4e21d800 | (n)<<5 | (d))
#define FCVTNS4(d, n) WORD $(0x4e21a800 | (n)<<5 | (d))

// SQXTN and SQXTN2 narrow int32 to int16, saturating, into the lower and the upper half of d.
#define SQXTN(d, n) WORD $(0x0e614800 | (n)<<5 | (d))
#define SQXTN2(d, n) WORD $(0x4e614800 | (n)<<5 | (d))

// SQXTNB narrows eight int16 to int8, saturating.
#define SQXTNB(d, n) WORD $(0x0e214800 | (n)<<5 | (d))

// UXTLB widens eight bytes to int16. SXTLB and SXTLB2 widen the lower and the upper eight int8 to int16; SXTLH and SXTLH2 the lower and the upper four int16 to int32.
#define UXTLB(d, n) WORD $(0x2f08a400 | (n)<<5 | (d))
#define SXTLB(d, n) WORD $(0x0f08a400 | (n)<<5 | (d))
#define SXTLB2(d, n) WORD $(0x4f08a400 | (n)<<5 | (d))
#define SXTLH(d, n) WORD $(0x0f10a400 | (n)<<5 | (d))
#define SXTLH2(d, n) WORD $(0x4f10a400 | (n)<<5 | (d))

// FILL sets the four float32 of v to the given bits.
#define FILL(bits, v) \
	MOVW $bits, R25 \
	VDUP R25, v.S4

// QUANTISE makes the eight float32 of registers a and b activations, bytes in a: times the steps in V29,
// between -127 and 127, half to even, and zeroAct more. It wants the constants that QUANTISE_CONSTANTS sets, which take the
// steps from R24.
#define QUANTISE_CONSTANTS \
	VDUP R24, V29.S4       \
	FILL(0x42fe0000, V30)  \
	FILL(0xc2fe0000, V31)  \
	FILL(0x80808080, V26)

#define QUANTISE(a, b) \
	FMUL4(a, a, 29)   \
	FMUL4(b, b, 29)   \
	FMINNM4(a, a, 30) \
	FMINNM4(b, b, 30) \
	FMAXNM4(a, a, 31) \
	FMAXNM4(b, b, 31) \
	FCVTNS4(a, a)     \
	FCVTNS4(b, b)     \
	SQXTN(a, a)       \
	SQXTN2(a, b)      \
	SQXTNB(a, a)      \
	EOR8(a, a, 26)

// EOR8 is the exclusive or of eight bytes.
#define EOR8(d, n, m) WORD $(0x2e201c00 | (m)<<16 | (n)<<5 | (d))

// GATE is x/(1+|x|)*0.5+0.5, with t for scratch; it wants the constants that GATE_CONSTANTS sets.
#define GATE_CONSTANTS \
	FILL(0x3f800000, V27) \
	FILL(0x3f000000, V28)

#define GATE(x, t) \
	FABS4(t, x)     \
	FADD4(t, t, 27) \
	FDIV4(x, x, t)  \
	FMUL4(x, x, 28) \
	FADD4(x, x, 28)
