// `./lab doctor --sandbox`: tries every attack at every level that works here, and says what this machine covers.
#include <cstdio>
#include <map>

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
int try_all(const std::vector<SandboxLevel>& levels) {
  int open = 0;
  std::string details;
  AttackTargets targets;
  std::printf("%-52s", "What holds");
  for (const SandboxLevel level : levels) std::printf("  %-5s", std::string(to_text(level)).c_str());
  std::printf("\n");
  for (const Attack& attack : sandbox_attacks()) {
    std::printf("%-52s", attack.claim);
    for (const SandboxLevel level : levels) {
      const std::string got = targets.attack(attack, level);
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

}  // namespace

int main() {
  try {
    const SandboxProbe probe = probe_sandbox();
    const std::vector<SandboxLevel> levels = levels_up_to(probe.best);
    print_missing(probe);
    const int open = levels.empty() ? 0 : try_all(levels);
    std::printf(
        "\nThe best level here is %s.%s\n", std::string(to_text(probe.best)).c_str(),
        levels.empty() ? " Without a sandbox, only limits of time and memory hold: grades are unofficial." : "");
    return open == 0 && !levels.empty() ? 0 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "sandbox check: %s\n", error.what());
    return 2;
  }
}
