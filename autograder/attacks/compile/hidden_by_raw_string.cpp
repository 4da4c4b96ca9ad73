// Tries: hides an include from who looks for raw strings, in what is none
// Held by: the source policy, and the compiler's sandbox: the file is not there
// Policy: refuses
// Place: file

#define aR
namespace {
const char* const kOpen = aR"(";
#include LLMSYS_CANARY_FILE
const char* const kClose = ")";
}  // namespace
