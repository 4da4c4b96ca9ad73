// Tries: hides an include behind a comment that goes on for some and not for others
// Held by: the source policy, and the compiler's sandbox: the file is not there
// Policy: refuses
// Place: file

// a comment \ 
#include LLMSYS_CANARY_FILE
