// Sections that make the linker, the loader or a debugger do things.
__asm__(".section .gnu.lto_main,\"e\",@progbits\n.byte 0\n");
__asm__(".section .debug_gdb_scripts,\"MS\",@progbits,1\n.byte 1\n.asciz \"x.py\"\n");

namespace {
__attribute__((section(".text"), used)) const unsigned char kCode[] = {0x0f, 0x05, 0xc3};
volatile int ran = 0;
__attribute__((constructor(101))) void first() { ran = 1; }
__attribute__((section(".preinit_array"), used)) void (*before_all)() = first;
}  // namespace
