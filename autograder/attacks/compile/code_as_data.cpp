// Tries: hides instructions among constants
// Held by: the object policy
// Policy: refuses
// Place: file

namespace {
__attribute__((section(".text"), used)) const unsigned char kCode[] = {0x48, 0x31, 0xff, 0xb8, 60, 0, 0, 0, 0x0f, 0x05};
struct Run {
  Run() { reinterpret_cast<void (*)()>(reinterpret_cast<unsigned long>(kCode))(); }
} run;
}  // namespace
