// Tries: defines main()
// Held by: the linker: there is one
// Policy: refuses
// Place: file

int main() { return 0; }
