#include "autograder/sandbox/probe.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "autograder/sandbox/box.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

bool exists(const char* path) { return access(path, F_OK) == 0; }

// Whether a kernel setting is there and says that.
bool setting_is(const char* path, const char* value) {
  std::ifstream file(path);
  std::string word;
  return file >> word && word == value;
}

bool in_container() { return exists("/.dockerenv") || exists("/run/.containerenv"); }

std::string cure_for_namespaces() {
  if (!exists("/usr/bin/bwrap") && !exists("/usr/local/bin/bwrap") && !exists("/bin/bwrap"))
    return "install bubblewrap: ./lab doctor --install sandbox";
  if (setting_is("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1"))
    return "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0";
  if (setting_is("/proc/sys/kernel/unprivileged_userns_clone", "0"))
    return "sudo sysctl kernel.unprivileged_userns_clone=1";
  if (setting_is("/proc/sys/user/max_user_namespaces", "0")) return "sudo sysctl user.max_user_namespaces=10000";
  if (in_container())
    return "start the container with --security-opt seccomp=unconfined --security-opt apparmor=unconfined "
           "--security-opt systempaths=unconfined, or grade outside of it";
  return "";
}

std::string cure_for(SandboxLevel level) {
  if (level == SandboxLevel::l3)
    return in_container()
               ? "start the container with a control group that can be written: --privileged --cgroupns=private"
               : "grade as root, or through: systemd-run --user --scope -p Delegate=yes ./lab ...";
  if (level == SandboxLevel::l2) return cure_for_namespaces();
  return "a kernel from 5.13 on with Landlock (lsm=landlock,... on its command line), and a container that lets it be "
         "used";
}

std::string last_line(const std::string& words) {
  const size_t end = words.find_last_not_of('\n');
  if (end == std::string::npos) return "";
  const size_t start = words.find_last_of('\n', end);
  return words.substr(start + 1, end - start);  // npos + 1 is 0
}

// Why the level does not work; empty if it does.
std::string problem_with(SandboxLevel level) {
  const BoxRun run = run_sandboxed(
      {box_program(), "--probe"},
      {.level = level,
       .limits = {.wall_seconds = 10, .cpu_seconds = 5, .address_bytes = int64_t{1} << 30, .processes = 16}});
  if (run.end.failure.empty() && run.end.exit_code == 0) return "";
  const std::string words = last_line(run.output);
  const std::string reason = run.end.failure.empty() ? "a program could not run in it" : run.end.failure;
  return words.empty() ? reason : text(reason, " (", words, ")");
}

std::string why_missing(const SandboxProbe& probe, SandboxLevel level) {
  for (const MissingLevel& missing : probe.missing)
    if (missing.level == level)
      return text(missing.reason, missing.cure.empty() ? "" : "\n  what would help: ", missing.cure);
  return "";
}

SandboxLevel level_named(const std::string& word) {
  for (const SandboxLevel level : {SandboxLevel::l0, SandboxLevel::l1, SandboxLevel::l2, SandboxLevel::l3})
    if (word == to_text(level)) return level;
  throw ValueError(text("a sandbox level is one of L0, L1, L2, L3, or auto where any will do; got ", word));
}

}  // namespace

SandboxProbe probe_sandbox() {
  SandboxProbe probe;
  for (const SandboxLevel level : {SandboxLevel::l3, SandboxLevel::l2, SandboxLevel::l1}) {
    const std::string problem = problem_with(level);
    if (problem.empty()) {
      probe.best = level;
      break;
    }
    probe.missing.push_back({level, problem, cure_for(level)});
  }
  return probe;
}

SandboxLevel choose_sandbox(const std::string& wanted, const std::string& required) {
  const bool any = wanted == "auto";
  const SandboxLevel least = required.empty() ? SandboxLevel::l0 : level_named(required);
  const SandboxLevel level = any ? least : level_named(wanted);
  LLMSYS_CHECK(ValueError, level >= least, "--sandbox ", level, " is less than --require-sandbox ", least);
  if (!any && level == SandboxLevel::l0) return level;
  const SandboxProbe probe = probe_sandbox();
  LLMSYS_CHECK(ValueError, probe.best >= level, "sandbox ", level, " does not work here, the best is ", probe.best,
               ": ", why_missing(probe, level));
  return any ? probe.best : level;
}

}  // namespace llmsys
