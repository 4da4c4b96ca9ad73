// Tries: has the compiler quote a file as the place of an error
// Held by: the source policy, and the compiler's sandbox: the file is not there
// Policy: refuses
// Place: file

#line 1 LLMSYS_CANARY_FILE
int wrong = "the compiler shows this line of the file that it believes to read";
