// Holds off the attack corpus: llmsys_attack_corpus [NAME...]. Ends with `N passed, N failed, N skipped`.
// llmsys_attack_corpus --page prints docs/attacks.md.
#include <cstdio>
#include <cstring>

#include "autograder/attacks/campaign.h"
#include "autograder/attacks/elsewhere.h"
#include "framework/base/error.h"

namespace {

int print_page(const llmsys::Paths& paths, const std::vector<llmsys::Attack>& all) {
  const auto elsewhere = llmsys::attacks_elsewhere(paths.root + "/autograder/attacks/elsewhere.txt");
  const std::string page = llmsys::attack_page(all, llmsys::page_of_elsewhere(elsewhere));
  return std::fputs(page.c_str(), stdout) < 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace llmsys;
  try {
    const Paths paths = Paths::from_environment();
    const std::vector<Attack> all = find_attacks(paths.root + "/autograder/attacks");
    if (argc == 2 && std::strcmp(argv[1], "--page") == 0) return print_page(paths, all);
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
