// What the judge makes of workers that do not behave. Each ends in the right status, with words that help, in time.
#include "autograder/judge/worker_process.h"

#include <poll.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <filesystem>

#include "autograder/judge/abort_text.h"
#include "autograder/judge/grade_failure.h"
#include "autograder/sandbox/probe.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using llmsys::testing::contains;

namespace {

constexpr bool kSanitized = sizeof(LLMSYS_TEST_SANITIZE) > 1;  // sanitizers need address space beyond any limit

Limits small_limits() {
  return {.wall_seconds = 1.5, .cpu_seconds = 1, .memory_bytes = kSanitized ? int64_t{1} << 47 : int64_t{1} << 30};
}

struct Outcome {
  Status status = Status::pass;  // pass: there was a reply
  std::string message;
  Reply reply;
  std::string output;
  double seconds = 0;
};

Outcome ask(const std::string& scenario, int64_t x = 1, const Limits& limits = small_limits()) {
  const auto start = std::chrono::steady_clock::now();
  Outcome out;
  {
    const auto channel = open_process_channel(LLMSYS_TEST_WORKER, limits);
    try {
      out.reply = channel->call({.call = 1, .scenario = scenario, .op = "", .inputs = {{"x", x}}});
    } catch (const GradeFailure& failure) {
      out.status = failure.status();
      out.message = failure.what();
    }
    out.output = channel->output();
  }
  out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return out;
}

void check_end(const std::string& scenario, Status status, const std::string& words,
               const Limits& limits = small_limits()) {
  const Outcome out = ask(scenario, 1, limits);
  INFO(scenario << " ended as " << to_text(out.status) << ": " << out.message);
  CHECK(out.status == status);
  CHECK(contains(out.message, words));
  CHECK(out.seconds < limits.wall_seconds + 5);  // the machine may be busy
}

int64_t open_descriptors() {
  int64_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) ++count;
  return count;
}

// Whether a process is still at work; one that nobody has reaped yet is not.
bool is_running(int64_t pid) {
  try {
    const std::string stat = llmsys::testing::read_file("/proc/" + std::to_string(pid) + "/stat");
    return stat[stat.rfind(')') + 2] != 'Z';
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace

TEST_CASE("a worker that answers is heard, and call after call goes to the same process") {
  const auto channel = open_process_channel(LLMSYS_TEST_WORKER, small_limits());
  for (int64_t call = 1; call < 5; ++call)
    CHECK(
        channel->call({.call = call, .scenario = "answer", .op = "", .inputs = {{"x", call}}}).outputs["y"].integer() ==
        call + 1);
  CHECK(channel->output().empty());
}

TEST_CASE("a worker that ends by itself is a crash that names exit") {
  check_end("exit", Status::crash, "exit code 0 instead of returning (does your code call exit?)");
  check_end("quick_exit", Status::crash, "exit code 3");
  check_end("child_and_exit", Status::crash, "exit code 0");  // the child holds the channel open, and is killed
}

TEST_CASE("a worker that dies is a crash that says of what") {
  check_end("abort", Status::crash, "aborted");
  check_end("terminate", Status::crash, "thrown where nothing may be");
  check_end("null", Status::crash, "a null pointer was used");
  check_end("wild", Status::crash, "memory that is not yours");
  check_end("divide", Status::crash, "an integer was divided by zero");
  check_end("index", Status::pass, "");  // 1 of 3 is fine
  CHECK(contains(ask("index", 7).message, "index out of range of a std::vector"));
  if (!kSanitized)
    check_end("large_array", Status::crash, "stack overflow: a recursion without end, or a very large local");
  if (!kSanitized) check_end("deep", Status::crash, "stack overflow: a recursion without end");
}

TEST_CASE("what the libraries say before they abort is told in words") {
  CHECK(abort_text("") == "std::abort() was called");
  CHECK(abort_text("x\nworker_0.1: /home/ann/labs/a.cpp:8: int f(int): Assertion `n > 0 && \"why\"' failed.\n") ==
        "an assertion failed: n > 0 && \"why\"");
  CHECK(contains(abort_text("/usr/include/c++/12/bits/stl_vector.h:1123: std::vector<_Tp>::operator[](size_type): "
                            "Assertion '__n < this->size()' failed.\n"),
                 "index out of range of a std::vector: "));
  CHECK(contains(abort_text("terminate called without an active exception\n"), "a std::thread was destroyed"));
  const std::string thrown = abort_text("terminate called after throwing an instance of 'E'\n  what():  no tokens\n");
  CHECK(contains(thrown, "in a noexcept function"));
  CHECK(thrown.ends_with(": no tokens"));
  CHECK(abort_text("terminate called after throwing an instance of 'int'\n").ends_with("a thread of its own"));
  for (const char* words :
       {"malloc(): corrupted top size", "free(): invalid pointer", "double free or corruption (out)"})
    CHECK(contains(abort_text(words), "the heap is damaged (" + std::string(words) + "): "));
  CHECK(abort_text("my own last words\n\n") == "my own last words");
}

TEST_CASE("a worker that does not answer meets a limit") {
  Limits patient = small_limits();  // of wall time: the processor's limit comes first
  patient.wall_seconds = 120;
  check_end("loop", Status::timeout, "no answer after 1 s of processor time: a loop without end?", patient);
  check_end("stubborn_loop", Status::timeout, "no answer after 1 s of processor time", patient);
  check_end("print_forever", Status::timeout, "no answer after 1 s of processor time", patient);
  check_end("sleep", Status::timeout, "no answer within 1.5 s");
  check_end("half", Status::timeout, "no answer within 1.5 s");
}

TEST_CASE("a worker that says something else than an answer is a protocol error") {
  check_end("garbage", Status::protocol, "something that is not an answer");
  check_end("giant", Status::protocol, "something that is not an answer");
  check_end("twice", Status::protocol, "something that is not an answer");
  check_end("no_values", Status::protocol, "could not be read");
  check_end("other_call", Status::protocol, "another call than the one it was asked");
  check_end("close", Status::protocol, "closed its channel");
}

TEST_CASE("after the end of a worker every further call fails the same way, and nobody else is killed") {
  const auto channel = open_process_channel(LLMSYS_TEST_WORKER, small_limits());
  const Request request{.call = 1, .scenario = "exit", .op = "", .inputs = {{"x", 0}}};
  for (int i = 0; i < 3; ++i) {
    try {
      channel->call(request);
      FAIL("a worker that exits has answered");
    } catch (const GradeFailure& failure) {
      CHECK(failure.status() == Status::crash);
      CHECK(contains(failure.what(), "ended by itself"));
    }
  }
}

TEST_CASE("an exception of any type is known by the line that led to it, if only the last one") {
  Limits limits = small_limits();
  limits.student_files = {"autograder/judge/misbehaving_scenarios.cpp"};
  const auto channel = open_process_channel(LLMSYS_TEST_WORKER, limits);
  int64_t calls = 0;
  const auto place = [&](const std::string& scenario, int64_t x) {
    const Reply reply = channel->call({.call = ++calls, .scenario = scenario, .op = "", .inputs = {{"x", x}}});
    return channel->where_thrown();
  };
  if (kSanitized) LLMSYS_SKIP("a sanitizer has a hook of its own");
  CHECK(contains(place("at", 7), "autograder/judge/misbehaving_scenarios.cpp:"));  // thrown inside the library
  CHECK(place("at", 1).empty());
  CHECK(contains(place("throw_int", 1), "misbehaving_scenarios.cpp:"));
  CHECK(place("answer", 1).empty());
  CHECK(place("throw_often", 20'000).empty());  // too many to note each
}

TEST_CASE("where a call was too slow is known however much it printed afterwards") {
  Limits limits = small_limits();
  limits.cpu_seconds = 100;
  limits.student_files = {"autograder/judge/misbehaving_scenarios.cpp"};
  const Outcome out = ask("print_forever", 1, limits);
  CHECK(out.status == Status::timeout);
  if (!kSanitized) CHECK(contains(out.message, "Where: autograder/judge/misbehaving_scenarios.cpp:"));
}

TEST_CASE("a worker that is killed from outside says so, and is no crash of the student's making") {
  check_end("kill", Status::memory, "killed from outside");
}

TEST_CASE("memory beyond the limit is an error in the worker, not its end") {
  if (kSanitized) LLMSYS_SKIP("a sanitizer's shadow memory breaks any limit");
  const Outcome out = ask("hog", int64_t{8} << 30);
  CHECK(out.status == Status::pass);
  REQUIRE(out.reply.error.has_value());
  CHECK(out.reply.error->kind == ErrorKind::out_of_memory);
  CHECK(ask("hog", 1 << 20).reply.outputs["y"].integer() == 0);
}

TEST_CASE("answers that cannot be sent, and exceptions of any type, are errors in the reply") {
  const Outcome undefined = ask("undefined");
  REQUIRE(undefined.reply.error.has_value());
  CHECK(undefined.reply.error->kind == ErrorKind::value);
  CHECK(contains(undefined.reply.error->message, "undefined"));
  const Outcome number = ask("throw_int");
  REQUIRE(number.reply.error.has_value());
  CHECK(number.reply.error->kind == ErrorKind::other);
  CHECK(contains(number.reply.error->message, "the int 7 was thrown"));
  const Outcome unknown = ask("nobody wrote this scenario");
  REQUIRE(unknown.reply.error.has_value());
  CHECK(contains(unknown.reply.error->message, "no scenario is named nobody wrote"));
}

TEST_CASE("200 MB of output cost the answer nothing; the first 64 KiB are kept") {
  const Limits patient{.wall_seconds = 60, .cpu_seconds = 30, .memory_bytes = small_limits().memory_bytes};
  const Outcome out = ask("print", 200, patient);
  CHECK(out.reply.outputs["printed"].integer() == 200);
  CHECK(out.output == std::string(size_t{64} << 10, 'x'));
  CHECK(ask("print", 0).output == "the end\n");
}

TEST_CASE("answers that are too much for the judge's memory together end the conversation") {
  if (kSanitized) LLMSYS_SKIP("a sanitizer's shadow memory breaks any limit");
  const auto channel = open_process_channel(LLMSYS_TEST_WORKER, {.wall_seconds = 60, .cpu_seconds = 30});
  const auto ask_for = [&](int64_t call) {
    return channel->call({.call = call, .scenario = "bytes", .op = "", .inputs = {{"x", int64_t{30} << 20}}})
        .outputs["y"]
        .bytes()
        .size();
  };
  for (int64_t call = 1; call <= 4; ++call) CHECK(ask_for(call) == size_t{30} << 20);
  try {
    ask_for(5);
    FAIL("150 MiB were taken");
  } catch (const GradeFailure& failure) {
    CHECK(failure.status() == Status::protocol);
    CHECK(contains(failure.what(), "more than 128 MiB together"));
  }
}

TEST_CASE("at every level that works here a worker answers, and ends as it would without a sandbox") {
  if (kSanitized) LLMSYS_SKIP("a sanitizer's shadow memory breaks any limit");
  const SandboxLevel best = probe_sandbox().best;
  for (const SandboxLevel level : {SandboxLevel::l1, SandboxLevel::l2, SandboxLevel::l3}) {
    if (level > best) continue;
    INFO("level " << to_text(level));
    Limits limits = small_limits();
    limits.sandbox = level;
    CHECK(ask("answer", 41, limits).reply.outputs["y"].integer() == 42);
    check_end("quick_exit", Status::crash, "exit code 3", limits);
    check_end("null", Status::crash, "a null pointer was used", limits);
    check_end("abort", Status::crash, "aborted", limits);
    check_end("child_and_exit", Status::crash, "exit code 0", limits);
    check_end("kill", Status::memory, "killed from outside", limits);
    check_end("close", Status::protocol, "closed its channel", limits);
    CHECK(ask("hog", int64_t{8} << 30, limits).reply.error.has_value());
    limits.wall_seconds = 30;
    check_end("stubborn_loop", Status::timeout, "no answer after 1 s of processor time", limits);
  }
}

TEST_CASE("what a worker has started ends with it") {
  const Outcome out = ask("child");
  const int64_t child = out.reply.outputs["child"].integer();
  REQUIRE(child > 0);
  CHECK(out.seconds < 1.5);
  for (int i = 0; i < 100 && is_running(child); ++i) poll(nullptr, 0, 10);
  CHECK_FALSE(is_running(child));
}

TEST_CASE("fifty workers leave no process and no descriptor behind") {
  ask("answer");
  const int64_t before = open_descriptors();
  for (int i = 0; i < 50; ++i)
    ask(std::array{"answer", "exit", "abort", "garbage", "close"}[static_cast<size_t>(i % 5)]);
  CHECK(open_descriptors() == before);
  CHECK(waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(errno == ECHILD);
}

TEST_CASE("a worker that cannot be started is the grader's fault, and costs no descriptor") {
  const int64_t before = open_descriptors();
  for (const char* program : {"/nowhere/worker", "/etc/passwd"}) {
    try {
      open_process_channel(program, small_limits());
      FAIL("it was started");
    } catch (const GradeFailure& failure) {
      CHECK(failure.status() == Status::internal);
      CHECK(contains(failure.what(), std::string("cannot start ") + program));
    }
  }
  CHECK(open_descriptors() == before);
}
