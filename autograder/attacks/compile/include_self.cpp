// Tries: includes itself
// Held by: the source policy, and the compiler's limit of depth
// Policy: refuses
// Place: file

#include __FILE__
