// Tries: gives its own function the name of one of the C library
// Held by: the object policy
// Policy: refuses
// Place: file

extern "C" {
static int real() { return 0; }
int strcmp() __attribute__((alias("real")));
}
