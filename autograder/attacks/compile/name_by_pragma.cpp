// Tries: calls a function under a name of its own
// Held by: the source policy
// Policy: refuses
// Place: file

#pragma redefine_extname harmless system
extern "C" int harmless(const char*);
namespace {
const int kCode = harmless("true");
}
