// Tries: includes a file whose name a macro makes
// Held by: the source policy, and the compiler's sandbox: the file is not there
// Policy: refuses
// Place: file

#define NAME LLMSYS_CANARY_FILE
#include NAME
