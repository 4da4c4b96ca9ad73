// Tries: includes the machine's passwords
// Held by: the source policy, and the compiler's sandbox: the file is not there
// Policy: refuses
// Place: file

#include </etc/shadow>
