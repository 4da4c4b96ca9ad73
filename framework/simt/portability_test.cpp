// The executor on aarch64, under qemu, and with Boost's stacks: programs that CMake builds where it finds the tools.
#include <array>
#include <cstdio>
#include <string>

#include "framework/testing/test.h"

namespace {

struct Outcome {
  int status = -1;
  std::string output;
};

Outcome run(const std::string& command) {
  Outcome outcome;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> buffer{};
  while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) outcome.output += buffer.data();
  outcome.status = pclose(pipe);
  return outcome;
}

void check_program(const std::string& command) {
  const Outcome outcome = run(command);
  INFO(outcome.output);
  CHECK(outcome.status == 0);
  CHECK(outcome.output == "thread 0.00\nthread 1.00\nall is well\n");
}

}  // namespace

TEST_CASE("the executor runs on aarch64") {
  const std::string command = LLMSYS_SIMT_AARCH64_COMMAND;
  if (command.empty()) LLMSYS_SKIP("needs aarch64-linux-gnu-g++ and qemu-aarch64 (package qemu-user)");
  check_program(command);
}

TEST_CASE("the executor runs on the stacks of Boost.Context") {
  const std::string command = LLMSYS_SIMT_BOOST_COMMAND;
  if (command.empty()) LLMSYS_SKIP("needs Boost.Context (package libboost-context-dev)");
  check_program(command);
}
