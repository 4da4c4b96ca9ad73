// What is counted depends neither on where the loader puts the program nor on how much lies above its stack.
#include <array>
#include <cstdio>
#include <filesystem>
#include <string>

#include "framework/testing/test.h"

namespace {

// What the program beside this one prints, with these words before it.
std::string output(const std::string& before) {
  const std::filesystem::path program =
      std::filesystem::read_symlink("/proc/self/exe").parent_path() / "simt_trace_dump";
  FILE* pipe = popen((before + " " + program.string()).c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  std::array<char, 4096> buffer{};
  while (const size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe)) text.append(buffer.data(), n);
  CHECK(pclose(pipe) == 0);
  return text;
}

}  // namespace

TEST_CASE("two runs print the same, byte for byte") {
  const std::string first = output("");
  CHECK_THAT(first, Catch::Contains("transpose_tiled_kernel<32>"));
  CHECK_THAT(first, Catch::Contains("counted_kernels.cu:"));
  CHECK(output("env FILLER=" + std::string(5000, 'x')) == first);
}
