// Tries: includes another task's file
// Held by: the source policy, and the compiler's sandbox: the file is not there
// Policy: refuses
// Place: file

#include "labs/00_warm_up/bigram.cpp"
