// Names in other forms: a version, a choice at load time, an alias, a common block.
extern "C" {
int first() { return 1; }
static int (*choose())() { return first; }
int chosen() __attribute__((ifunc("choose")));
int __wrap_malloc() { return first(); }
int strlen() __attribute__((alias("first")));
}
__asm__(".symver first,old_first@GLIBC_2.2.5");
__asm__(".comm environ,8,8");
