// Tries: includes a hidden test
// Held by: the source policy, and the compiler's sandbox: the file is not there
// Policy: refuses
// Place: file

#include "autograder/00_warm_up/hidden.cpp"
