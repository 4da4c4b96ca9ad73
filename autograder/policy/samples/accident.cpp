// A variable of the global namespace goes by its bare name, which may be that of a function of the C library.
int read = 0;
double y1 = 0;
