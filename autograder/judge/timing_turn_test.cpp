#include "autograder/judge/timing_turn.h"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
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

TEST_CASE("who is killed leaves the turn to the next") {
  const TemporaryFolder folder;
  const std::string file = folder.path("turn");
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t judge = fork();
  if (judge == 0) {
    const TimingTurn turn(file);
    if (write(ends[1], "", 1) == 1) pause();
    _exit(1);
  }
  char began = 1;
  REQUIRE(read(ends[0], &began, 1) == 1);
  kill(judge, SIGKILL);
  waitpid(judge, nullptr, 0);
  const TimingTurn next(file);  // returns
  close(ends[0]);
  close(ends[1]);
}

TEST_CASE("where no file can be made, nobody waits") {
  const TimingTurn one("/no/such/folder/turn"), other("/no/such/folder/turn");
  SUCCEED();
}
