// Tries: is no program but an instruction to the linker
// Held by: the compiler: it is no C++
// Policy: lets pass
// Place: file

INPUT(/etc/shadow)
OUTPUT(/tmp/llmsys-attack-left)
