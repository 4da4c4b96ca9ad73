// Tries: holds a section that makes the linker load a plugin
// Held by: the object policy
// Policy: refuses
// Place: file

__asm__(".section .gnu.lto_.opts,\"e\",@progbits\n.asciz \"-fplugin=/tmp/llmsys-attack-left.so\"\n.text");
