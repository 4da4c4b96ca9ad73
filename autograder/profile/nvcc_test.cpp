// How nvcc is called and its words are read: a shell script plays nvcc.
#include "autograder/profile/nvcc.h"

#include <filesystem>

#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

namespace fs = std::filesystem;

// Says what ptxas would of one kernel, counts its calls, and fails where the source has the word "wrong".
constexpr const char* kScript = R"sh(#!/bin/sh
while [ $# -gt 0 ]; do
  case $1 in -MF) rule=$2 ;; -o) out=$2 ;; -arch) arch=$2 ;; *.cu) source=$1 ;; esac
  shift
done
echo call >>"${0%/*}/calls"
if grep -q wrong "$source"; then echo "$source(1): error: wrong is undefined"; exit 1; fi
echo "$out : $(echo "$source" | sed 's/ /\\ /g')" >"$rule"
cat <<END
ptxas info    : Compiling entry function '_Z5scaleIfEvPT_' for '$arch'
    0 bytes stack frame, 4 bytes spill stores, 4 bytes spill loads
ptxas info    : Used 20 registers, used 0 barriers, 512 bytes smem
END
)sh";

struct Fake {
  TemporaryFolder folder;
  Nvcc nvcc{folder.path("nvcc"), "/nowhere", folder.path("logs")};
  std::string source = folder.path("a kernel.cu");
  Fake() {
    write_file(nvcc.program, kScript);
    fs::permissions(nvcc.program, fs::perms::owner_all);
    write_file(source, "right");
  }
  [[nodiscard]] size_t calls() const { return read_file(folder.path("calls")).size() / 5; }
};

}  // namespace

TEST_CASE("nvcc's figures are read, and kept until the source changes") {
  const Fake fake;
  for (int i = 0; i < 2; ++i) {
    const Compiled compiled = compile_with_nvcc(fake.nvcc, fake.source, 80);
    REQUIRE(compiled.kernels.size() == 1);
    CHECK(compiled.problem.empty());
    CHECK(compiled.kernels[0].kernel == "scale<float>");
    CHECK(compiled.kernels[0].architecture == 80);
    CHECK(compiled.kernels[0].registers == 20);
    CHECK(compiled.kernels[0].spill_bytes == 8);
    CHECK(fake.calls() == 1);
  }
  compile_with_nvcc(fake.nvcc, fake.source, 75);
  CHECK(fake.calls() == 2);
  fs::last_write_time(fake.source, fs::file_time_type::clock::now() + std::chrono::seconds(2));
  compile_with_nvcc(fake.nvcc, fake.source, 80);
  CHECK(fake.calls() == 3);
}

TEST_CASE("what nvcc does not compile has its first error for figures") {
  const Fake fake;
  write_file(fake.source, "wrong");
  const Compiled compiled = compile_with_nvcc(fake.nvcc, fake.source, 80);
  CHECK(compiled.kernels.empty());
  CHECK(contains(compiled.problem, "a kernel.cu(1): error: wrong is undefined"));
}

TEST_CASE("a kernel is found by its name; of several instances the one that takes most registers") {
  const std::vector<Compiled> files = {{"a.cu", {{"f<int>", 80, 10}, {"f<float, 4>", 80, 30}, {"g", 80, 5}}, ""}};
  CHECK(find_kernel(files, "g")->registers == 5);
  CHECK(find_kernel(files, "f<int>")->registers == 10);
  CHECK(find_kernel(files, "f<float,4>")->registers == 30);
  CHECK(find_kernel(files, "f")->registers == 30);
  CHECK(find_kernel(files, "h") == nullptr);
}
