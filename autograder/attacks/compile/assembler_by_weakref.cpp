// Tries: hands the assembler instructions in the name of another function
// Held by: the source policy
// Policy: refuses
// Place: file

static int other() __attribute__((weakref("x\n.byte 0x0f, 0x05\n#")));
int (*const kOther)() = other;
