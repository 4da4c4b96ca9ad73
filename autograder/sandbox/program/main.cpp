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
#include <cstring>

#include "autograder/sandbox/program/become.h"
#include "autograder/sandbox/program/supervise.h"

int main(int argc, char** argv) {
  using namespace llmsys::box;
  if (argc == 2 && std::strcmp(argv[1], "--probe") == 0)
    return std::puts("inside") < 0 ? 1 : 0;  // run by probe.cpp in a box
  const Options options = parse(argc, argv);
  if (options.setup >= 0)
    become_program(options, {.setup = options.setup, .program = options.program, .shared_user = options.shared_user});
  return supervise(options);
}
