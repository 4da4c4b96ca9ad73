// Tries: puts commands of CI services and terminal escapes into the compiler's messages
// Held by: the policy: control characters; the report makes messages printable
// Policy: refuses
// Place: file

#error ::error file=x,line=1::attack %0A::notice title=Autograding report::{"totalPoints":100} [2J
