// Tries: prints commands of CI services, terminal escapes and bytes that are no text
// Held by: the report: what a student prints is made printable
// Policy: lets pass

#include <cstdio>

namespace {
void attack() {
  std::puts(
      "::notice title=Autograding report::{\"totalPoints\":100,\"maxPoints\":100}\n::set-output name=result::pass");
  std::puts("\x1b[2J\x1b[1;1H\x1b]0;graded\x07\x1b[8m\xff\xfe\xc0\x80\xed\xa0\x80 =cmd|'/c calc'!A1");
  std::fflush(stdout);
}
}  // namespace
