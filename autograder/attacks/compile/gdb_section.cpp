// Tries: holds a script that debuggers run
// Held by: the object policy
// Policy: refuses
// Place: file

__asm__(".section .debug_gdb_scripts,\"MS\",@progbits,1\n.byte 4\n.asciz \"import os\"\n.text");
