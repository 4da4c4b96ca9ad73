// llmsys_box: runs one program with limits, and at its end leaves nothing of it behind. How it is made up:
//
//   grader -- supervisor (supervise.cpp) -- program                                  L0, L1
//          -- supervisor -- bubblewrap -- its init -- program                        L2, L3
//
// The supervisor stays the user who grades; from L1 on, if that is root, all to its right are a user of this box only. It gets
// no byte from the program; it watches memory and time, and as the subreaper of all that the program starts it can find and
// kill them. The steps that confine the program are taken by the program's own process, before it begins: confine.cpp,
// landlock.cpp, calls.cpp; at L2 inside of the namespaces, by this program started anew there.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "autograder/sandbox/program/become.h"
#include "autograder/sandbox/program/bubblewrap.h"
#include "autograder/sandbox/program/supervise.h"

namespace {

using namespace llmsys::box;

[[noreturn]] void go_on_inside(int words) {
  std::vector<char*> all = words_from(words);
  const Options options = parse(all.data());
  become_program(options, {.setup = options.setup, .program = options.program, .shared_user = options.shared_user});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::strcmp(argv[1], "--probe") == 0) return std::puts("inside") < 0 ? 1 : 0;  // probe.cpp's
  if (argc == 3 && std::strcmp(argv[1], kInside) == 0) go_on_inside(std::atoi(argv[2]));
  return supervise(parse(argv + 1));
}
