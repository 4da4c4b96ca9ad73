// Tries: has the compiler write an object of 2 GB
// Held by: the compiler's limit of file size
// Policy: lets pass
// Place: file

char bomb[2000000000] = {1};
