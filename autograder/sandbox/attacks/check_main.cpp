// `./lab doctor --sandbox`: tries every attack at every level that works here, and says what this machine covers.
// With --landlock VERSION as on a kernel that has no later one.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "autograder/sandbox/attacks/attacks.h"
#include "autograder/sandbox/probe.h"
#include "framework/base/error.h"

namespace {

using namespace llmsys;

std::vector<SandboxLevel> levels_up_to(SandboxLevel best) {
  std::vector<SandboxLevel> out;
  for (const SandboxLevel level : {SandboxLevel::l1, SandboxLevel::l2, SandboxLevel::l3})
    if (level <= best) out.push_back(level);
  return out;
}

void print_missing(const SandboxProbe& probe) {
  for (const MissingLevel& missing : probe.missing) {
    std::printf("%s does not work here: %s\n", std::string(to_text(missing.level)).c_str(), missing.reason.c_str());
    if (!missing.cure.empty()) std::printf("   what would help: %s\n", missing.cure.c_str());
  }
}

// One line an attack, one column a level; what got through is said below.  @return how many did
int try_all(const std::vector<SandboxLevel>& levels, int landlock) {
  int open = 0;
  std::string details;
  AttackTargets targets;
  std::printf("%-52s", "What holds");
  for (const SandboxLevel level : levels) std::printf("  %-5s", std::string(to_text(level)).c_str());
  std::printf("\n");
  for (const Attack& attack : sandbox_attacks()) {
    std::printf("%-52s", attack.claim);
    for (const SandboxLevel level : levels) {
      const std::string got = targets.attack(attack, level, landlock);
      std::printf("  %-5s", got.empty() ? "held" : "OPEN");
      std::fflush(stdout);
      if (got.empty()) continue;
      details += text("  ", level, ", ", attack.name, ": got ", got, "\n");
      ++open;
    }
    std::printf("\n");
  }
  if (open > 0) std::printf("\nWhat got through:\n%s", details.c_str());
  return open;
}

void print_uncovered(SandboxLevel best) {
  std::printf("\nWhat is not covered here:\n");
  if (best < SandboxLevel::l1) std::printf("  - files, network and other processes: there is no sandbox\n");
  if (best < SandboxLevel::l2)
    std::printf("  - names: whether a file of the machine exists can be asked (not at L2)\n");
  if (best < SandboxLevel::l3)
    std::printf("  - memory: it is looked at 20 times a second; only at L3 does the kernel limit it\n");
  if (geteuid() != 0)
    std::printf("  - users: boxes have your user id; a grader that is root gives each one of its own\n");
  std::printf(
      "  - mistakes of the kernel, side channels between boxes, a GPU's driver (untested)\n"
      "  - counters, which are taken where the student's code runs: docs/attacks.md, last section\n");
}

}  // namespace

int main(int argc, char** argv) {
  const int landlock = argc == 3 && std::string(argv[1]) == "--landlock" ? std::atoi(argv[2]) : 99;
  try {
    const SandboxProbe probe = probe_sandbox();
    const std::vector<SandboxLevel> levels = levels_up_to(probe.best);
    print_missing(probe);
    const int open = levels.empty() ? 0 : try_all(levels, landlock);
    print_uncovered(probe.best);
    std::printf(
        "\nThe best level here is %s.%s\n", std::string(to_text(probe.best)).c_str(),
        levels.empty() ? " Without a sandbox, only limits of time and memory hold: grades are unofficial." : "");
    return open == 0 && !levels.empty() ? 0 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "sandbox check: %s\n", error.what());
    return 2;
  }
}
