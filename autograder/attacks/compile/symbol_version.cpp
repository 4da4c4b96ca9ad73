// Tries: gives its own function a version of the C library
// Held by: the object policy
// Policy: refuses
// Place: file

extern "C" int real() { return 0; }
__asm__(".symver real,memcpy@@GLIBC_2.14");
