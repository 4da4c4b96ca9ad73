// Tries: has the assembler write 64 GB
// Held by: the source policy, and the compiler's limit of file size
// Policy: refuses
// Place: file

__asm__(".data\n.fill 8000000000,8,1\n.text");
