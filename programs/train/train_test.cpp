// The program as a user has it: what it writes, how it goes on after Ctrl-C and kill -9, what it says to bad input.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "framework/testing/errors.h"
#include "framework/testing/shell.h"
#include "framework/testing/test.h"

using namespace llmsys::testing;
namespace fs = std::filesystem;

namespace {

const std::string kTrain = "LLMSYS_ROOT='" + source_root() + "' '" LLMSYS_TEST_TRAIN "' --threads 2 --no-baselines ";

// A folder with a short text, and the options of a run on it that takes a second.
class TinyRun {
 public:
  TinyRun() {
    write_file(path("text.txt"), read_file(source_root() + "/datasets/text/austen_tiny.txt").substr(0, 30000));
  }
  [[nodiscard]] std::string path(const std::string& name) const { return folder_.path(name); }
  // The command that begins a run in `out`.
  [[nodiscard]] std::string start(const std::string& out, const std::string& more = "") const {
    return kTrain + "--data '" + path("text.txt") +
           "' --positions 24000 --batch 80 --hidden 48 --embedding 8 --save-every 7 " + "--evaluate-every 100 --out '" +
           path(out) + "' " + more;
  }
  [[nodiscard]] std::string resume(const std::string& out) const {
    return kTrain + "--save-every 7 --resume '" + path(out) + "'";
  }

 private:
  TemporaryFolder folder_;
};

std::string weights(const TinyRun& run, const std::string& out) {
  return read_file(run.path(out + "/model.safetensors"));
}

// The log without the only figure that may differ, the speed.
std::string log_without_speed(const TinyRun& run, const std::string& out) {
  std::string kept;
  std::istringstream lines(read_file(run.path(out + "/log.jsonl")));
  for (std::string line; std::getline(lines, line);)
    kept += line.substr(0, line.find(",\"positions_per_second\"")) + "\n";
  return kept;
}

}  // namespace

TEST_CASE("a run learns, and leaves a model, a log, a figure and a summary") {
  const TinyRun run;
  const ShellResult result = shell(run.start("a", "--json '" + run.path("a.json") + "'"));
  INFO(result.text);
  REQUIRE(result.code == 0);
  CHECK(contains(result.text, "held-out loss"));
  const auto summary = nlohmann::json::parse(read_file(run.path("a.json")));
  CHECK(summary.at("complete") == true);
  CHECK(summary.at("positions") == 24000);
  CHECK(summary.at("held_out_loss").get<double>() <= 3.2);  // log V is 4.1
  CHECK(summary.at("sample").get<std::string>().size() >= 400);
  for (const char* name : {"a/model.safetensors", "a/model.json", "a/log.jsonl", "a/loss.svg"}) {
    CAPTURE(name);
    CHECK(fs::exists(run.path(name)));
  }
  CHECK(shell(run.start("a")).code == 2);  // the folder holds a run: nothing is overwritten
}

TEST_CASE("with --json - standard output is the summary and nothing else") {
  const TinyRun run;
  const ShellResult result = shell(run.start("a", "--json - 2>/dev/null"));
  CHECK(nlohmann::json::parse(result.text).at("complete") == true);
}

TEST_CASE("a run that was stopped goes on to the same bits, log included") {
  const TinyRun run;
  REQUIRE(shell(run.start("whole")).code == 0);
  const ShellResult first = shell(run.start("parts", "--stop-after 123"));
  INFO(first.text);
  CHECK(first.code == 130);
  CHECK(contains(first.text, "--resume"));
  CHECK(shell(run.resume("parts")).code == 0);
  CHECK(weights(run, "parts") == weights(run, "whole"));
  CHECK(log_without_speed(run, "parts") == log_without_speed(run, "whole"));
}

TEST_CASE("kill -9 at any moment, again and again, costs no bit") {
  const TinyRun run;
  REQUIRE(shell(run.start("whole")).code == 0);
  shell("timeout -s KILL 0.3 " + ("env " + run.start("killed")));
  for (int i = 0; i < 4 && fs::exists(run.path("killed/model.safetensors")); ++i)
    shell("timeout -s KILL 0." + std::to_string(25 + 10 * i) + " env " + run.resume("killed"));
  const ShellResult last =
      shell(fs::exists(run.path("killed/model.safetensors")) ? run.resume("killed") : run.start("killed"));
  INFO(last.text);
  REQUIRE(last.code == 0);
  CHECK(weights(run, "killed") == weights(run, "whole"));
  CHECK(log_without_speed(run, "killed") == log_without_speed(run, "whole"));
}

TEST_CASE("Ctrl-C finishes the step, saves and says how to go on") {
  const TinyRun run;
  const ShellResult result =
      shell("timeout --foreground -s INT 5 env " + run.start("a", "--positions 100000000 --save-every 1000000"));
  INFO(result.text);
  CHECK(contains(result.text, "To go on:"));
  const auto sidecar = nlohmann::json::parse(read_file(run.path("a/model.json")));
  CHECK(std::stoi(sidecar.at("state").at("step").get<std::string>()) >= 1);
}

TEST_CASE("a full disk keeps the old checkpoint and says so") {
  const TinyRun run;
  REQUIRE(shell(run.start("a", "--stop-after 10")).code == 130);
  const std::string before = weights(run, "a");
  const ShellResult result = shell("ulimit -f 20; env " + run.resume("a"));  // 20 blocks of 1 KiB (or 512 B)
  INFO(result.text);
  CHECK(result.code == 2);
  CHECK(contains(result.text, "model.safetensors"));
  CHECK(weights(run, "a") == before);
  CHECK(shell(run.resume("a")).code == 0);
}

TEST_CASE("a checkpoint that is cut, garbage or of another kind is refused by name") {
  const TinyRun run;
  REQUIRE(shell(run.start("a", "--stop-after 10")).code == 130);
  const std::string good = weights(run, "a");
  for (const std::string& bad : {good.substr(0, good.size() / 2), std::string("nothing"), std::string(), good + "x"}) {
    write_file(run.path("a/model.safetensors"), bad);
    const ShellResult result = shell(run.resume("a"));
    INFO(result.text);
    CHECK(result.code == 2);
    CHECK(contains(result.text, "a/model.safetensors"));
  }
}

TEST_CASE("parameters that do not match the checkpoint are all named") {
  const TinyRun run;
  REQUIRE(shell(run.start("a", "--stop-after 10")).code == 130);
  std::string bytes = weights(run, "a");
  const auto rename = [&bytes](const std::string& from, const std::string& to) {
    const size_t at = bytes.find(from);
    REQUIRE(at != std::string::npos);
    bytes.replace(at, from.size(), to);
  };
  rename("\"model.hidden_bias\"", "\"model.hidden_bios\"");
  rename("\"optimizer.v.output_bias\"", "\"optimizer.v.output_bios\"");
  write_file(run.path("a/model.safetensors"), bytes);
  const ShellResult result = shell(run.resume("a"));
  INFO(result.text);
  CHECK(result.code == 2);
  for (const char* name :
       {"model.hidden_bias", "model.hidden_bios", "optimizer.v.output_bias", "optimizer.v.output_bios"})
    CHECK(contains(result.text, name));
}

TEST_CASE("wrong usage says what to do, and writes nothing") {
  const TinyRun run;
  CHECK(contains(shell(kTrain + "--resume '" + run.path("none") + "'").text, "model.safetensors"));
  CHECK(contains(shell(run.start("a", "--hidden 0")).text, "at least 1"));
  CHECK(contains(shell(run.start("a", "--positions 3")).text, "--batch"));
  CHECK(contains(shell(run.start("a", "--threads 100000")).text, "1 to 1024"));
  CHECK(contains(shell(kTrain + "--data /nowhere").text, "/nowhere"));
  CHECK(contains(shell(run.start("a", "--context 5000")).text, "too short"));
  CHECK_FALSE(fs::exists(run.path("a")));
  REQUIRE(shell(run.start("a", "--stop-after 3")).code == 130);
  CHECK(contains(shell(run.resume("a") + " --hidden 9").text, "keeps its --hidden"));
  write_file(run.path("text.txt"), "A" + read_file(run.path("text.txt")));
  CHECK(contains(shell(run.resume("a")).text, "has changed"));
}

TEST_CASE("a run that goes on under other conditions says that its last digits will differ") {
  const TinyRun run;
  REQUIRE(shell(run.start("a", "--stop-after 10")).code == 130);
  const ShellResult result = shell(run.resume("a") + " --threads 1");
  CHECK(contains(result.text, "last digits will differ"));
}

TEST_CASE("two processes do not train in one folder: the second is refused, the first goes on") {
  const TinyRun run;
  const ShellResult result = shell("timeout 100 env " + run.start("a", "--positions 100000000") +
                                   " > /dev/null 2>&1 & for i in $(seq 600); do test -e '" + run.path("a/model.json") +
                                   "' && break; sleep 0.1; done; " + run.resume("a") + "; echo code $?; kill $!; wait");
  INFO(result.text);
  CHECK(contains(result.text, "another process is training"));
  CHECK(contains(result.text, "code 2"));
  CHECK(shell("timeout --foreground -s INT 1 env " + run.resume("a")).code != 2);
}

TEST_CASE("a run whose measured loss is no number stops there and keeps the last good checkpoint") {
  const TinyRun run;
  const ShellResult result = shell(run.start("a", "--learning-rate 1e38 --evaluate-every 1 --save-every 1"));
  INFO(result.text);
  CHECK(result.code == 2);
  CHECK(contains(result.text, "training has diverged"));
  CHECK_FALSE(contains(read_file(run.path("a/log.jsonl")), "null"));
}

TEST_CASE("a checkpoint or a log that lies is refused with what is wrong") {
  const TinyRun run;
  REQUIRE(shell(run.start("a", "--stop-after 60")).code == 130);
  const std::string good = weights(run, "a"), log = read_file(run.path("a/log.jsonl"));
  for (const std::string key : {"evaluate_every\":\"100", "log_every\":\"50", "positions\":\"24000"}) {
    std::string bad = good;
    const size_t at = bad.find(key);
    REQUIRE(at != std::string::npos);
    const size_t digits = at + key.rfind('"') + 1;
    for (size_t i = digits; i < at + key.size(); ++i) bad[i] = '0';
    write_file(run.path("a/model.safetensors"), bad);
    const ShellResult result = shell(run.resume("a"));
    INFO(result.text);
    CHECK(result.code == 2);
    CHECK(contains(result.text, "want at least 1"));
  }
  write_file(run.path("a/model.safetensors"), good);
  write_file(run.path("a/log.jsonl"), log + "{\"step\":1,\"held_out_loss\":null}\n");
  CHECK(contains(shell(run.resume("a")).text, "is no line of a log"));
}

TEST_CASE("a summary that could not be written is found out before training") {
  const TinyRun run;
  const ShellResult result = shell(run.start("a", "--json '" + run.path("none/a.json") + "'"));
  CHECK(result.code == 2);
  CHECK(contains(result.text, "there is no folder"));
  CHECK_FALSE(fs::exists(run.path("a")));
}

TEST_CASE("a reader that goes away costs the report, not the summary") {
  const TinyRun run;
  shell(run.start("a", "--json '" + run.path("a.json") + "'") + " | head -n 1");
  CHECK(nlohmann::json::parse(read_file(run.path("a.json"))).at("complete") == true);
}
