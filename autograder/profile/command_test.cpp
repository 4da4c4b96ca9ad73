// `./lab profile FILE.cu` as people call it.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "autograder/cli/commands.h"
#include "autograder/cli/process.h"
#include "framework/simt/gpus.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

Captured lab(const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {LLMSYS_TEST_CLI, "profile"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  ProcessOptions options;
  options.environment = {{"LLMSYS_ROOT", LLMSYS_SOURCE_ROOT}, {"LLMSYS_BUILD", LLMSYS_TEST_BUILD}};
  return capture(command, options);
}

constexpr const char* kProgram =
    "#include <cstdio>\n"
    "#include <cstdlib>\n"
    "#include \"of mine.cuh\"\n"
    R"cu(
template <class T, int N>
__global__ void fill(T* x, T value) {
  for (int i = 0; i < N; ++i) x[i * blockDim.x + threadIdx.x] = value;
}
int main(int argc, char** argv) {
  double* x;
  cudaMalloc(&x, 4 * 64 * sizeof(double));
  fill<double, 4><<<1, 64>>>(x, 1.5);
  twice<<<1, 64, 64 * sizeof(double)>>>(x);
  cudaDeviceSynchronize();
  cudaFree(x);
  std::printf("%s\n", argv[argc - 1]);
  if (argc > 2) std::abort();
  return argc > 1 ? std::atoi(argv[1]) : 0;
}
)cu";

constexpr const char* kHeader = R"cu(#pragma once
__global__ void twice(double* x) {
  extern __shared__ double mine[];
  mine[threadIdx.x] = 2 * x[threadIdx.x];
  x[threadIdx.x] = mine[threadIdx.x];
}
)cu";

}  // namespace

TEST_CASE("profile: a program outside of the repository, with blanks in its path, arguments and an exit code") {
  const TemporaryFolder folder;
  const std::string source = folder.path("my program.cu");
  write_file(source, kProgram);
  write_file(folder.path("of mine.cuh"), kHeader);
  const std::string page = folder.path("page.html"), json = folder.path("all.json");
  const Captured run = lab({source, "--no-nvcc", "--source", "--json", json, "--html", page, "--", "7"});
  CHECK(run.code == 7);
  CHECK(contains(run.text, "7\n"));
  CHECK(contains(run.text, "fill<double, 4>  grid (1,1,1) block (64,1,1)"));
  CHECK(contains(run.text, "dynamic shared 512 B"));
  CHECK(contains(run.text, "my program.cu:7"));
  CHECK(contains(run.text, "of mine.cuh:4"));
  CHECK_FALSE(contains(run.text, "nvcc"));
  CHECK(nlohmann::json::parse(read_file(json)).at("kernels").size() == 2);
  CHECK(contains(read_file(page), "twice"));

  const Captured crashed = lab({source, "--no-nvcc", "--", "7", "8"});
  CHECK(crashed.code == 128 + 6);
  CHECK(contains(crashed.text, "was ended by signal 6 (Aborted); what it did until then"));
  CHECK(contains(crashed.text, "twice  grid (1,1,1)"));
}

TEST_CASE("profile: what cannot be profiled is told in a few words") {
  const TemporaryFolder folder;
  const Captured none = lab({folder.path("none.cu")});
  CHECK(none.code == 2);
  CHECK(contains(none.text, "there is no file " + folder.path("none.cu")));
  const Captured gpu = lab({folder.path("none.cu"), "--gpu", "v100"});
  CHECK(gpu.code == 2);
  CHECK(contains(gpu.text, "v100"));
  write_file(folder.path("bad.cu"), "int main() {\n  return undefined;\n}\n");
  const Captured bad = lab({folder.path("bad.cu"), "--no-nvcc"});
  CHECK(bad.code == 2);
  CHECK(contains(bad.text, "bad.cu:2:10: error:"));
  CHECK_FALSE(contains(bad.text, "FAILED"));
}

TEST_CASE("profile: nvcc's architectures are those of the GPUs") {
  CHECK(profile_architectures().size() == simt::known_gpus().size());
  for (const simt::Gpu& gpu : simt::known_gpus())
    CHECK(profile_architectures().at(std::string(gpu.key)) == gpu.compute_capability);
}
