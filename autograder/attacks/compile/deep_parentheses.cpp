// Tries: nests parentheses as deep as they go
// Held by: the compiler's limits
// Policy: lets pass
// Place: file

#define O ((((((((((
#define P ))))))))))
#define O2 O O O O O O O O O O
#define P2 P P P P P P P P P P
#define O3 O2 O2 O2 O2 O2 O2 O2 O2 O2 O2
#define P3 P2 P2 P2 P2 P2 P2 P2 P2 P2 P2
#define O4 O3 O3 O3 O3 O3 O3 O3 O3 O3 O3
#define P4 P3 P3 P3 P3 P3 P3 P3 P3 P3 P3
int bomb = O4 O4 O4 O4 O4 1 P4 P4 P4 P4 P4;
