// Tries: asks the compiler how old a file is, by an operator
// Held by: the source policy, and the compiler's sandbox: the file is not there
// Policy: refuses
// Place: file

_Pragma("GCC dependency \"/etc/passwd\"")
