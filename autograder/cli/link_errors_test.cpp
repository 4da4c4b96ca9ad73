#include "autograder/cli/link_errors.h"

#include "framework/testing/test.h"

using namespace llmsys;

TEST_CASE("a missing function is named once, with what to look at") {
  const std::string words =
      "/usr/bin/ld: a.o: in function `llmsys::(anonymous namespace)::f(int)':\n"
      "/build/scenarios.cpp:32: undefined reference to `llmsys::lab00::slice[abi:cxx11](int)'\n"
      "/usr/bin/ld: b.o: in function `g':\n"
      "/build/other.cpp:3: undefined reference to `llmsys::lab00::slice[abi:cxx11](int)'\n"
      "collect2: error: ld returned 1 exit status\n";
  CHECK(explain_link_errors(words) ==
        "undefined reference to `llmsys::lab00::slice(int)'\n"
        "Missing: is the function there, with the name and the parameters of its header?");
}

TEST_CASE("a function that is there twice is named without the places of object files") {
  const std::string words =
      "/usr/bin/ld: x.o: in function `main':\n"
      "/build/worker/main.cpp:33: multiple definition of `main'; y.o:/build/bigram.cpp:79: first defined here\n"
      "collect2: error: ld returned 1 exit status\n";
  CHECK(explain_link_errors(words) ==
        "multiple definition of `main'\n"
        "There twice: other files define these names too; rename yours, or put it into `namespace { }`.");
}

TEST_CASE("other words of the linker are shown as they are, within bounds") {
  CHECK(explain_link_errors("ld: relocation truncated to fit\n") == "ld: relocation truncated to fit\n");
  CHECK(explain_link_errors(std::string(100000, 'x')).size() == 2000);
  std::string many;
  for (int i = 0; i < 100; ++i) many += "undefined reference to `f" + std::to_string(i) + "'\n";
  CHECK(explain_link_errors(many).size() < 600);
}
