// Tries: makes a message of each of 20 000 lines
// Held by: the grader: shows the beginning
// Policy: lets pass
// Place: file

#define E wrong1 wrong2;
#define E10 E E E E E E E E E E
#define E100 E10 E10 E10 E10 E10 E10 E10 E10 E10 E10
#define E1000 E100 E100 E100 E100 E100 E100 E100 E100 E100 E100
E1000 E1000 E1000 E1000 E1000 E1000 E1000 E1000 E1000 E1000
