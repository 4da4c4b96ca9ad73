// Holds off the attack corpus: llmsys_attack_corpus [NAME...]. Ends with `N passed, N failed, N skipped`.
// llmsys_attack_corpus --page prints docs/attacks.md.
#include <cstdio>
#include <cstring>

#include "autograder/attacks/campaign.h"
#include "framework/base/error.h"

int main(int argc, char** argv) {
  using namespace llmsys;
  try {
    const Paths paths = Paths::from_environment();
    const std::vector<Attack> all = find_attacks(paths.root + "/autograder/attacks");
    if (argc == 2 && std::strcmp(argv[1], "--page") == 0)
      return std::fputs(attack_page(all).c_str(), stdout) < 0 ? 1 : 0;
    std::vector<Attack> chosen;
    for (const Attack& attack : all)
      for (int i = 1; i <= argc; ++i)
        if (argc == 1 || (i < argc && attack.name == argv[i])) {
          chosen.push_back(attack);
          break;
        }
    LLMSYS_CHECK(ValueError, !chosen.empty(), "there is no such attack; see docs/attacks.md");
    return run_campaign(paths, chosen) ? 0 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "attacks: %s\n", error.what());
    return 2;
  }
}
