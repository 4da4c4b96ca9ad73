// Tries: holds words that the linker prints as its own
// Held by: the object policy
// Policy: refuses
// Place: file

__asm__(".section .gnu.warning.malloc\n.asciz \"all tests passed\"\n.text");
