// Tries: defines what --wrap would call
// Held by: the object policy
// Policy: refuses
// Place: file

extern "C" void* __wrap_malloc(unsigned long) { return nullptr; }
extern "C" int __real_main() { return 0; }
