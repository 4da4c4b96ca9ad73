#include "autograder/judge/timing_turn.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

TEST_CASE("one measures at a time, and the next when it is done") {
  const TemporaryFolder folder;
  const std::string file = folder.path("turn");
  std::optional<TimingTurn> first(file);
  std::atomic<bool> second_has_it{false};
  std::jthread second([&] {
    const TimingTurn turn(file);
    second_has_it = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  CHECK_FALSE(second_has_it);
  first.reset();
  second.join();
  CHECK(second_has_it);
}

TEST_CASE("where no file can be made, nobody waits") {
  const TimingTurn one("/no/such/folder/turn"), other("/no/such/folder/turn");
  SUCCEED();
}
