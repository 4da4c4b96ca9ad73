// Scenarios of a worker that does what a student's code may do by accident or on purpose; worker_process_test.cpp holds
// what the judge makes of each. The main program is the real worker's.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include "autograder/protocol/codec.h"
#include "autograder/protocol/frame.h"
#include "autograder/protocol/message.h"
#include "autograder/worker/scenario.h"

namespace llmsys {
namespace {

constexpr int kChannel = 3;

void send_bytes(const std::string& bytes) {
  if (write(kChannel, bytes.data(), bytes.size()) < 0) _exit(9);
}

[[noreturn]] void sleep_forever() {
  while (true) pause();
}

Values loop() {
  for (volatile bool forever = true; forever;) {}
  return {};
}

int recurse(volatile char* before) {
  volatile char here[4096];
  here[0] = before[0];
  return here[0] == 0 ? recurse(here) + 1 : 0;  // always 0
}

Values print(int64_t megabytes) {
  const std::string line(1 << 20, 'x');
  for (int64_t i = 0; i < megabytes; ++i) std::fwrite(line.data(), 1, line.size(), stdout);
  std::printf("the end\n");
  return {{"printed", megabytes}};
}

// A child that keeps the channel and the output open for longer than anybody waits.
int64_t start_child() {
  const pid_t child = fork();
  if (child == 0) sleep_forever();
  return child;
}

int64_t zero_of(const Values& in) { return in["x"].integer() - in["x"].integer(); }

void add_crashes(ScenarioTable& table) {
  table.add("exit", [](const Values&) -> Values { std::exit(0); });
  table.add("quick_exit", [](const Values&) -> Values { _exit(3); });
  table.add("abort", [](const Values&) -> Values { std::abort(); });
  table.add("terminate", [](const Values&) -> Values {
    const auto leave = [](const char* why) { throw std::runtime_error(why); };
    [&]() noexcept { leave("thrown where nothing may be"); }();
    return {};
  });
  table.add("null", [](const Values&) -> Values {
    *static_cast<volatile int*>(nullptr) = 1;  // NOLINT(clang-analyzer-core.NullDereference): that is what it is for
    return {};
  });
  table.add("wild", [](const Values&) -> Values {
    *reinterpret_cast<volatile int*>(uintptr_t{1} << 46) = 1;
    return {};
  });
  table.add("divide", [](const Values& in) -> Values { return {{"y", int64_t{7} / zero_of(in)}}; });
  table.add("deep", [](const Values&) -> Values {
    volatile char start = 0;
    return {{"y", recurse(&start)}};
  });
  table.add("large_array", [](const Values&) -> Values {
    volatile char array[size_t{64} << 20];
    array[0] = 1;
    return {{"y", int64_t{array[0]}}};
  });
  table.add("index", [](const Values& in) -> Values {
    const std::vector<int> three(3);
    return {{"y", three[static_cast<size_t>(in["x"].integer())]}};
  });
  table.add("kill", [](const Values&) -> Values {
    raise(SIGKILL);
    return {};
  });
}

void add_endless(ScenarioTable& table) {
  table.add("loop", [](const Values&) { return loop(); });
  table.add("stubborn_loop", [](const Values&) {
    std::signal(SIGXCPU, SIG_IGN);
    return loop();
  });
  table.add("sleep", [](const Values&) -> Values { sleep_forever(); });
  table.add("print_forever", [](const Values&) { return print(int64_t{1} << 40); });
  table.add("half", [](const Values&) -> Values {
    send_bytes(frame_header(100) + "only the beginning");
    sleep_forever();
  });
  table.add("child_and_exit", [](const Values&) -> Values {
    start_child();
    _exit(0);
  });
}

void add_liars(ScenarioTable& table) {
  table.add("garbage", [](const Values&) -> Values {
    send_bytes("{\"status\": \"PASS\", \"points\": 100}\n");
    sleep_forever();
  });
  table.add("giant", [](const Values&) -> Values {
    send_bytes(frame_header(uint64_t{1} << 60));
    sleep_forever();
  });
  table.add("other_call", [](const Values&) -> Values {
    write_frame(kChannel, encode(to_values(Reply{.call = 999, .outputs = {}, .error = {}, .probes = {}})));
    sleep_forever();
  });
  table.add("twice", [](const Values&) -> Values {
    const std::string answer = encode(to_values(Reply{.call = 1, .outputs = {}, .error = {}, .probes = {}}));
    send_bytes(frame_header(answer.size()) + answer + frame_header(answer.size()) + answer);
    sleep_forever();
  });
  table.add("no_values", [](const Values&) -> Values {
    write_frame(kChannel, "this is no encoding");
    sleep_forever();
  });
  table.add("close", [](const Values&) -> Values {
    close(kChannel);
    sleep_forever();
  });
}

}  // namespace

void register_scenarios(ScenarioTable& table) {
  table.add("answer", [](const Values& in) -> Values { return {{"y", in["x"].integer() + 1}}; });
  table.add("print", [](const Values& in) { return print(in["x"].integer()); });
  table.add("hog", [](const Values& in) -> Values {
    return {{"y", int64_t{std::vector<char>(static_cast<size_t>(in["x"].integer())).back()}}};
  });
  table.add("bytes", [](const Values& in) -> Values {
    return {{"y", std::string(static_cast<size_t>(in["x"].integer()), 'x')}};
  });
  table.add("undefined", [](const Values&) -> Values { return {{"y", Tensor()}}; });
  table.add("throw_int", [](const Values&) -> Values { throw 7; });
  table.add("at", [](const Values& in) -> Values {
    const std::vector<int64_t> three(3);
    return {{"y", three.at(static_cast<size_t>(in["x"].integer()))}};
  });
  table.add("throw_often", [](const Values& in) -> Values {
    for (int64_t i = 0; i < in["x"].integer(); ++i) try {
        throw i;
      } catch (int64_t) {
        continue;
      }
    throw 7;
  });
  table.add("child", [](const Values&) -> Values { return {{"child", start_child()}}; });
  add_crashes(table);
  add_endless(table);
  add_liars(table);
}

}  // namespace llmsys
