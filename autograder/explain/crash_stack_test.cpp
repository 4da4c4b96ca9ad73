#include "autograder/explain/crash_stack.h"

#include <link.h>

#include "autograder/explain/quoted_source.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

uintptr_t load_address() {
  uintptr_t address = 0;
  dl_iterate_phdr(
      [](dl_phdr_info* info, size_t, void* out) {
        *static_cast<uintptr_t*>(out) = info->dlpi_addr;
        return 1;
      },
      &address);
  return address;
}

}  // namespace

TEST_CASE("the last stack is taken out of an output, and nothing else") {
  const LastWords last = last_words("one\n[stack] 1f 2e\ntwo\n[stack] a0 b1 c2\nthree");
  CHECK(last.words == "one\ntwo\nthree");
  CHECK(last.addresses == std::vector<uint64_t>{0xa0, 0xb1, 0xc2});
  CHECK(last_words("one\n\ntwo\n").words == "one\n\ntwo\n");
  CHECK(last_words("").words.empty());
  CHECK(last_words("[stack]\nend\n").words == "end\n");
  CHECK(last_words("[stack]\nend\n").addresses.empty());
}

TEST_CASE("what only looks like a stack stays, and a long one is cut") {
  for (const char* words :
       {"[stack] of plates\n", "[stacked] 1\n", "[stack]12\n", "a [stack] 12\n", "[stack] 1 fffffffffffffffff\n"})
    CHECK(last_words(words).words == words);
  std::string many = "[stack]";
  for (int i = 1; i <= 1000; ++i) many += " 1";
  CHECK(last_words(many).addresses.size() == 64);
}

TEST_CASE("of a stack the frames in lab files are told, innermost first, repeated ones once") {
  const std::vector<StackFrame> stack = {{"std::vector::operator[]", "/usr/include/c++/12/bits/stl_vector.h", 1123},
                                         {"f", "labs/00_warm_up/view.cpp", 12},
                                         {"f", "labs/00_warm_up/view.cpp", 12},
                                         {"g", "labs/00_warm_up/view.cpp", 20},
                                         {"answer", "autograder/00_warm_up/scenarios.cpp", 3}};
  CHECK(stack_text(stack) == "labs/00_warm_up/view.cpp:12 in f\n  called at labs/00_warm_up/view.cpp:20 in g");
  CHECK(stack_text({}).empty());
  CHECK(stack_text({{"answer", "autograder/00_warm_up/scenarios.cpp", 3}}).empty());
  CHECK(endless_recursion(stack).empty());
}

TEST_CASE("where the student's own files are on the stack, only their frames are told") {
  const std::vector<StackFrame> stack = {{"Matrix::operator()", "labs/00_warm_up/matrix.h", 17},
                                         {"Matrix::element", "labs/00_warm_up/matrix.cpp", 9},
                                         {"matmul_ijk", "labs/00_warm_up/loop_orders.cpp", 13}};
  const std::string mine = "labs/00_warm_up/loop_orders.cpp";
  CHECK(stack_text(stack, {mine}) == mine + ":13 in matmul_ijk");
  CHECK(
      contains(stack_text(stack, {"labs/00_warm_up/view.cpp"}), "matrix.h:17 in Matrix::operator()\n  called at labs"));
}

TEST_CASE("a function that stands on the stack again and again has no end") {
  std::vector<StackFrame> stack;
  for (int i = 0; i < 20; ++i) stack.push_back({"visit", "labs/01_autodiff/backward.cpp", 30});
  CHECK(endless_recursion(stack) == "stack overflow: visit calls itself without end: which case ends the recursion?");
  for (int i = 0; i < 20; ++i) stack.push_back({"follow", "labs/01_autodiff/backward.cpp", 40});
  CHECK(contains(endless_recursion(stack), "follow and visit call each other without end"));
  for (StackFrame& frame : stack) frame.file = "framework/tensor/matmul.cpp";
  CHECK(endless_recursion(stack).empty());
}

TEST_CASE("addresses of no program, and those that lie nowhere, give no frames in lab files") {
  CHECK(stack_of("/nowhere/program", {1, 2}, SandboxLevel::l0).empty());
  CHECK(stack_of("/proc/self/exe", {}, SandboxLevel::l0).empty());
  CHECK(stack_text(stack_of("/bin/true", {1, ~uint64_t{0}}, SandboxLevel::l0)).empty());
}

TEST_CASE("the line that a message is about is quoted from the student's file") {
  const auto read = [](const std::string& file) {
    return file == "labs/00_warm_up/view.cpp" ? std::string("one\n\ttwo\nthree\n") : std::string();
  };
  CHECK(quoted_source("crash\nat labs/00_warm_up/view.cpp:2 in f", read) ==
        "labs/00_warm_up/view.cpp:2\n      1 | one\n >    2 |         two\n      3 | three");
  CHECK(quoted_source("labs/00_warm_up/given.cpp:7, labs/00_warm_up/view.cpp:1", read) ==
        "labs/00_warm_up/view.cpp:1\n >    1 | one\n      2 |         two");
  CHECK(quoted_source("labs/00_warm_up/view.cpp:9", read).empty());
  CHECK(quoted_source("labs/00_warm_up/view.cpp:99999999999", read).empty());
  CHECK(quoted_source("", read).empty());
}

TEST_CASE("an address of this program gives the function and its line") {
  const auto address = reinterpret_cast<uintptr_t>(&last_words) - load_address() + 1;
  const std::vector<StackFrame> stack = stack_of("/proc/self/exe", {address}, SandboxLevel::l0);
  REQUIRE_FALSE(stack.empty());
  CHECK(stack[0].function == "last_words");
  CHECK(stack[0].file == "autograder/explain/crash_stack.cpp");
  CHECK(stack[0].line > 0);
}
