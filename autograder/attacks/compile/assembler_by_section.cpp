// Tries: hands the assembler instructions in the name of a section
// Held by: the source policy
// Policy: refuses
// Place: file

__attribute__((section(".data.x,\"aw\"\n.byte 0x0f, 0x05\n#"))) int value = 1;
