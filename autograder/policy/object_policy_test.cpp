#include "autograder/policy/object_policy.h"

#include <algorithm>
#include <random>

#include "autograder/policy/elf.h"
#include "framework/base/error.h"
#include "framework/base/text.h"
#include "framework/testing/test.h"

namespace {

using namespace llmsys;
using llmsys::testing::read_file;

std::string object(const std::string& name) {
  return read_file(text(LLMSYS_TEST_SAMPLES, "/samples/", name, ".cpp.o"));
}

const ReservedNames& reserved() {
  static const ReservedNames names(LLMSYS_TEST_BUILD, "00_warm_up");
  return names;
}

std::string problems_of(const std::string& name, bool kernels = false) {
  return join(check_object(object(name), {.lab = "lab00", .kernels = kernels}, reserved()), "\n");
}

bool contains(const std::string& whole, const std::string& part) { return whole.find(part) != std::string::npos; }

// Each of `parts` is in the words.
void check_said(const std::string& said, const std::vector<std::string>& parts) {
  INFO(said);
  for (const std::string& part : parts) {
    INFO(part);
    CHECK(contains(said, part));
  }
}

}  // namespace

TEST_CASE("helpers, classes, globals and threads of a student's own are let pass") {
  CHECK(problems_of("innocent") == "");
  CHECK(problems_of("innocent", true) == "");
}

TEST_CASE("a variable named like a library's function is refused with the way out") {
  check_said(problems_of("accident"), {"your file defines `read`: the C library has that name", "`y1`",
                                       "If it is a variable of your own, rename it or put it into `namespace { }`."});
}

TEST_CASE("no function of a library is replaced, by whatever means") {
  check_said(problems_of("libraries"), {"`exp`", "`memcmp`", "`write`", "`operator new`", "`clock_gettime`"});
}

TEST_CASE("no function of the framework, the lab and the grader is replaced") {
  check_said(problems_of("framework"), {"`llmsys::Tensor::throw_undefined`: the framework's own code has that name",
                                        "`llmsys::write_frame`: the grader has that name",
                                        "`llmsys::lab00::Matrix::element`: the lab's own code has that name",
                                        "`__tsan_read4`", "`cudaMemcpyAsync`"});
}

TEST_CASE("what no task needs is not called") {
  check_said(problems_of("calls"), {"your file calls `fork`: a task file starts no other programs", "`ptrace`",
                                    "`dlsym`", "`sched_setaffinity`: a task file chooses neither",
                                    "`llmsys::simt::set_observer`: this belongs to what counts"});
}

TEST_CASE("a kernel's file does not call cuBLAS; another file may") {
  check_said(problems_of("products", true), {"`cublasSgemm_v2`: the kernels of this task are written by hand"});
  CHECK(problems_of("products", false) == "");
}

TEST_CASE("sections that make programs do things are refused") {
  check_said(problems_of("sections"),
             {"`.gnu.lto_main`", "`.debug_gdb_scripts`", "data among its code", "`.preinit_array`",
              "`.init_array.00101`: remove what places code or data there (a constructor"});
}

TEST_CASE("versions, choices at load time, aliases and common blocks are names as any other") {
  check_said(problems_of("names"), {"`old_first@GLIBC_2.2.5` a version", "`chosen` as a function that is chosen while",
                                    "`__wrap_malloc`", "`strlen`", "`environ`"});
}

TEST_CASE("names are told without parameters, and never at length") {
  CHECK(readable_name("_ZNK6llmsys6Tensor4dataEv") == "llmsys::Tensor::data");
  CHECK(readable_name("_Z3fooi") == "foo");
  CHECK(readable_name("_ZNSt6vectorIiE4pushEv") == "std::vector");
  CHECK(readable_name("plain") == "plain");
  CHECK(readable_name("_ZN99999999999999999999a") == "_ZN99999999999999999999a");
  CHECK(readable_name(std::string(500, 'a')).size() == 83);
  CHECK(readable_name("a\x1b[2J\xff`") == "a?[2J??");
}

TEST_CASE("a damaged object is refused, not trusted") {
  const std::string whole = object("accident");
  for (size_t size = 0; size < whole.size(); size += 1 + size / 16)
    CHECK(!check_object(std::string_view(whole).substr(0, size), {.lab = "lab00"}, reserved()).empty());
  std::mt19937 random(7);
  for (int i = 0; i < 3000; ++i) {
    std::string damaged = whole;
    for (int k = 0; k < 4; ++k) damaged[random() % damaged.size()] = static_cast<char>(random());
    CHECK(check_object(damaged, {.lab = "lab00"}, reserved()).size() <= 5);
  }
  CHECK_THROWS_AS(archive_members("!<arch>\nx"), IoError);
  CHECK_THROWS_AS(archive_members("no archive"), IoError);
}
