// Tries: includes random bytes
// Held by: the source policy, and the compiler's limits
// Policy: refuses
// Place: file

#include </dev/random>
