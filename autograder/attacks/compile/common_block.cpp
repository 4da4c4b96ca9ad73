// Tries: puts its own data under the name of the C library's
// Held by: the object policy
// Policy: refuses
// Place: file

__asm__(".comm environ,8,8");
