#include "autograder/sandbox/program/options.h"

#include <cstdlib>

#include "autograder/sandbox/program/say.h"

namespace llmsys::box {
namespace {

constexpr char kUsage[] =
    "llmsys_box runs a program with limits:\n"
    "  llmsys_box --level L0|L1|L2|L3 [--read PATH]... [--write FOLDER] [--toolchain] [--gpu] [--keep-user] [--timed]\n"
    "    [--wall-ms N] [--cpu SECONDS] [--address BYTES] [--resident BYTES] [--file BYTES] [--processes N] [--landlock "
    "VERSION]\n"
    "    [--env NAME=VALUE]... [--pass COUNT] [--control FD] -- PROGRAM [ARGUMENTS]\n"
    "What each does: autograder/sandbox/box.h.";

// A word that stands for a number: where it goes.
int64_t* number_named(Options& out, const std::string& name) {
  if (name == "--wall-ms") return &out.wall_ms;
  if (name == "--cpu") return &out.cpu_seconds;
  if (name == "--address") return &out.address_bytes;
  if (name == "--resident") return &out.resident_bytes;
  if (name == "--file") return &out.file_bytes;
  if (name == "--landlock") return &out.landlock_at_most;
  if (name == "--processes") return &out.processes;
  return nullptr;
}

bool take_flag(Options& out, const std::string& name) {
  if (name == "--toolchain") return out.toolchain = true;
  if (name == "--gpu") return out.gpu = true;
  if (name == "--shared-user") return out.shared_user = true;
  if (name == "--keep-user") return out.keep_user = true;
  if (name == "--timed") return out.timed = true;
  return false;
}

bool take_value(Options& out, const std::string& name, char* value) {
  if (int64_t* number = number_named(out, name)) {
    *number = std::atoll(value);
  } else if (name == "--level") {
    out.level = value[0] == 'L' && value[1] >= '0' && value[1] <= '3' && value[2] == 0 ? value[1] - '0' : -1;
  } else if (name == "--pass") {
    out.passed = std::atoi(value);
  } else if (name == "--control") {
    out.control = std::atoi(value);
  } else if (name == "--setup") {
    out.setup = std::atoi(value);
  } else if (name == "--program") {
    out.program = std::atoi(value);
  } else if (name == "--read") {
    out.read.emplace_back(value);
  } else if (name == "--write") {
    out.write = value;
  } else if (name == "--env") {
    out.environment.push_back(value);
  } else {
    return false;
  }
  return true;
}

}  // namespace

Options parse(char** words) {
  Options out;
  for (; *words != nullptr && std::string(*words) != "--"; ++words) {
    if (take_flag(out, *words)) continue;
    if (words[1] == nullptr || !take_value(out, words[0], words[1])) stop(kUsage);
    ++words;
  }
  out.environment.push_back(nullptr);
  out.command = *words == nullptr ? words : words + 1;
  const bool by_path = out.program < 0;
  if (out.level < 0 || *out.command == nullptr || (by_path && out.command[0][0] != '/')) stop(kUsage);
  return out;
}

}  // namespace llmsys::box
