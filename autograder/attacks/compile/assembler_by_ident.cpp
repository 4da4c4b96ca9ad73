// Tries: hands the assembler a file of the machine in a directive about versions
// Held by: the source policy, and the compiler's sandbox: the file is not there
// Policy: refuses
// Place: file

#ident "x\"\n.incbin \"/etc/passwd\"\n#"
