// Tries: includes a device without end
// Held by: the source policy, and the compiler's limits
// Policy: refuses
// Place: file

#include </dev/zero>
