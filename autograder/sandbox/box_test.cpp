// The box by itself: how programs in it end, and what is left when it, or the grader, is killed.
#include "autograder/sandbox/box.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "autograder/sandbox/probe.h"
#include "framework/base/error.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using llmsys::testing::contains;
using llmsys::testing::message_of;

namespace {

std::vector<SandboxLevel> levels() {
  static const SandboxLevel best = probe_sandbox().best;
  std::vector<SandboxLevel> out;
  for (const SandboxLevel level : {SandboxLevel::l0, SandboxLevel::l1, SandboxLevel::l2, SandboxLevel::l3})
    if (level <= best) out.push_back(level);
  return out;
}

BoxRun shell(const std::string& script, SandboxLevel level, const BoxLimits& limits = {}) {
  return run_sandboxed({"/bin/sh", "-c", script}, {.level = level, .toolchain = true, .limits = limits});
}

bool is_running(pid_t pid) {
  std::ifstream file(text("/proc/", pid, "/stat"));
  std::string number, name, state;
  return (file >> number >> name >> state) && state != "Z";
}

bool ends_soon(pid_t pid) {
  for (int i = 0; i < 500 && is_running(pid); ++i) poll(nullptr, 0, 10);
  return !is_running(pid);
}

}  // namespace

TEST_CASE("level names read back, and nothing else is a level") {
  for (const SandboxLevel level : {SandboxLevel::l0, SandboxLevel::l1, SandboxLevel::l2, SandboxLevel::l3})
    CHECK(sandbox_level_from(to_text(level)) == level);
  for (const char* word : {"", "L", "L4", "l1", "L1 ", "auto"}) CHECK_FALSE(sandbox_level_from(word).has_value());
}

TEST_CASE("a box says how its program ended, and keeps the beginning of what it printed") {
  for (const SandboxLevel level : levels()) {
    INFO("level " << to_text(level));
    const BoxRun fine = shell("echo out; echo err >&2; exit 7", level);
    CHECK(fine.end.failure.empty());
    CHECK(fine.end.exit_code == 7);
    CHECK(fine.end.signal == 0);
    CHECK(fine.output == "out\nerr\n");
    CHECK(shell("kill -SEGV $$", level).end.signal == SIGSEGV);
    CHECK(shell("head -c 300000 /usr/bin/env; head -c 300000 /usr/bin/env", level).output.size() == size_t{64} << 10);
  }
}

TEST_CASE("a program that takes too long is killed, with all it has started") {
  for (const SandboxLevel level : levels()) {
    INFO("level " << to_text(level));
    const BoxEnd end = shell("sleep 60 & sleep 60", level, {.wall_seconds = 0.3}).end;
    CHECK(end.out_of_time);
    CHECK(end.failure.empty());
  }
}

TEST_CASE("a program that does not exist, or is none, is told apart from one that fails") {
  CHECK(contains(message_of([] { run_sandboxed({"/nowhere/program"}, {}); }), "cannot start /nowhere/program"));
  CHECK(contains(message_of([] { run_sandboxed({"program"}, {}); }), "its path must be absolute"));
  CHECK(contains(message_of([] { run_sandboxed({"/etc/passwd"}, {}); }), "cannot start /etc/passwd"));
  const std::string path = (std::filesystem::temp_directory_path() / text("llmsys_no_program_", getpid())).string();
  std::ofstream(path) << "this is no program";
  std::filesystem::permissions(path, std::filesystem::perms::owner_all | std::filesystem::perms::others_all);
  for (const SandboxLevel level : levels()) {
    INFO("level " << to_text(level));
    const BoxEnd end = run_sandboxed({path}, {.level = level}).end;
    CHECK(contains(end.failure, "cannot start the program"));
  }
  std::filesystem::remove(path);
}

TEST_CASE("when the grader is killed, its boxes end") {
  for (const SandboxLevel level : levels()) {
    INFO("level " << to_text(level));
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const pid_t grader = fork();
    if (grader == 0) {
      const Box box({"/bin/sleep", "60"}, {.level = level, .toolchain = true}, {});
      const pid_t pid = box.pid();
      if (write(ends[1], &pid, sizeof pid) < 0) _exit(1);
      pause();
    }
    pid_t box = 0;
    REQUIRE(read(ends[0], &box, sizeof box) == sizeof box);
    kill(grader, SIGKILL);
    waitpid(grader, nullptr, 0);
    CHECK(ends_soon(box));
    close(ends[0]);
    close(ends[1]);
  }
}

TEST_CASE("when a box is killed, that is the grader's failure and nobody's wrong answer") {
  for (const SandboxLevel level : levels()) {
    INFO("level " << to_text(level));
    Box box({"/bin/sleep", "60"}, {.level = level, .toolchain = true}, {});
    kill(box.pid(), SIGKILL);
    CHECK(contains(box.finish(5).failure, "the box ended without a word"));
  }
}

TEST_CASE("a box that is killed is not waited for, though a grandchild in another session holds its output") {
  const auto begin = std::chrono::steady_clock::now();
  const BoxRun run = shell("setsid sleep 3 & kill -KILL $PPID; sleep 3", SandboxLevel::l0);
  CHECK(contains(run.end.failure, "the box ended without a word"));
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(3));
}

TEST_CASE("a program that stops itself, and what it has started, ends when its time is over") {
  for (const SandboxLevel level : levels()) {
    INFO("level " << to_text(level));
    const BoxEnd end = shell("setsid sh -c 'kill -STOP $$' & kill -STOP $$", level, {.wall_seconds = 0.3}).end;
    CHECK(end.out_of_time);
  }
}

TEST_CASE("a level that does not work here is refused with the reason, and so is one below what is required") {
  CHECK(choose_sandbox("L0", "") == SandboxLevel::l0);
  CHECK(choose_sandbox("auto", "") == levels().back());
  CHECK(contains(message_of([] { choose_sandbox("L0", "L1"); }), "--sandbox L0 is less than --require-sandbox L1"));
  CHECK(contains(message_of([] { choose_sandbox("L7", ""); }), "one of L0, L1, L2, L3"));
  const SandboxProbe probe = probe_sandbox();
  for (const MissingLevel& missing : probe.missing) {
    CHECK_FALSE(missing.reason.empty());
    const auto refused = [&] { choose_sandbox("auto", std::string(to_text(missing.level))); };
    CHECK(contains(message_of(refused), text("sandbox ", missing.level, " does not work here")));
  }
}
