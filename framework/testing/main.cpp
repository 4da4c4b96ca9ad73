// The main program of every test executable: Catch2 plus a last line `N passed, N failed, N skipped`.
#define CATCH_CONFIG_RUNNER
#include "framework/testing/test.h"

#include <cstdio>
#include <string>
#include <vector>

namespace {

struct Tally {
  int passed = 0;
  int failed = 0;
  std::vector<std::string> skipped;  // reasons
  bool skipping = false;             // the running test called note_skip
  std::string no_test_because;       // "": they run
};

Tally& tally() {
  static Tally instance;
  return instance;
}

#if __has_include(<catch2/catch_all.hpp>)
using ListenerBase = Catch::EventListenerBase;
#else
using ListenerBase = Catch::TestEventListenerBase;
#endif

class Counter : public ListenerBase {
 public:
  using ListenerBase::ListenerBase;
  void testCaseStarting(const Catch::TestCaseInfo& info) override {
    ListenerBase::testCaseStarting(info);
    tally().skipping = false;
  }
  void testCaseEnded(const Catch::TestCaseStats& stats) override {
    if (stats.totals.assertions.failed > 0)
      ++tally().failed;
    else if (!tally().skipping)
      ++tally().passed;
  }
};
CATCH_REGISTER_LISTENER(Counter)

}  // namespace

void llmsys::testing::note_skip(const std::string& reason) {
  tally().skipped.push_back(reason);
  tally().skipping = true;
}

void llmsys::testing::skip_all(const std::string& reason) { tally().no_test_because = reason; }

namespace {

int skip_chosen(Catch::Session& session) {
  const Catch::IConfig& config = session.config();
  const auto chosen = Catch::filterTests(Catch::getAllTestCasesSorted(config), config.testSpec(), config);
  std::printf("skipped: %s\n0 passed, 0 failed, %zu skipped\n", tally().no_test_because.c_str(), chosen.size());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Catch::Session session;
  const int usage = session.applyCommandLine(argc, argv);
  if (usage != 0) return usage;
  const bool listing = session.configData().listTests || session.configData().listTags;
  if (!listing && !session.configData().showHelp && !tally().no_test_because.empty()) return skip_chosen(session);
  const int result = session.run();
  if (listing || session.configData().showHelp) return result;
  for (const std::string& reason : tally().skipped) std::printf("skipped: %s\n", reason.c_str());
  const size_t skipped = tally().skipped.size();
  std::printf("%d passed, %d failed, %zu skipped\n", tally().passed, tally().failed, skipped);
  const bool nothing_ran = tally().passed + tally().failed == 0 && skipped == 0;
  return tally().failed > 0 || nothing_ran || result > 255 ? 1 : 0;
}
