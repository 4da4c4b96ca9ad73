// Tries: has the preprocessor write 10^12 words
// Held by: the compiler's limits: time, memory
// Policy: lets pass
// Place: file

#define A(x) x x x x x x x x x x
#define B(x) A(A(x))
#define C(x) B(B(x))
#define D(x) C(C(x))
int bomb[] = {D(B(A(1,)))};
