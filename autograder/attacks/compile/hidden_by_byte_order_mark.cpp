#include LLMSYS_CANARY_FILE

// Tries: hides an include behind a byte order mark
// Held by: the source policy, and the compiler's sandbox: the file is not there
// Policy: refuses
// Place: file
