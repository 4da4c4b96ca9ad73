// Tries: asks the compiler how old a file is
// Held by: the source policy, and the compiler's sandbox: the file is not there
// Policy: refuses
// Place: file

#pragma GCC dependency LLMSYS_CANARY_FILE
