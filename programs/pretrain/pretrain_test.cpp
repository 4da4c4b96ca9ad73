// The program as a user has it: what it writes, how it goes on after Ctrl-C and kill -9, what it says to bad input.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "framework/testing/errors.h"
#include "framework/testing/shell.h"
#include "framework/testing/test.h"

using namespace llmsys::testing;
namespace fs = std::filesystem;

namespace {

const std::string kTrain = "LLMSYS_ROOT='" + source_root() + "' '" LLMSYS_TEST_PRETRAIN "' --threads 1 --no-baselines ";

constexpr const char* kConfig =
    R"({"model_type": "llama", "vocab_size": 300, "hidden_size": 16, "intermediate_size": 32,
  "num_hidden_layers": 2, "num_attention_heads": 2, "max_position_embeddings": 16, "tie_word_embeddings": true})";

// A folder with a short text, a small config, and the options of a run on them that takes half a second.
class TinyRun {
 public:
  TinyRun() {
    write_file(path("text.txt"), read_file(source_root() + "/datasets/text/austen_tiny.txt").substr(0, 20000));
    write_file(path("config.json"), kConfig);
  }
  [[nodiscard]] std::string path(const std::string& name) const { return folder_.path(name); }
  // The command that begins a run in `out`.
  [[nodiscard]] std::string start(const std::string& out, const std::string& more = "") const {
    return kTrain + "--model '" + path("config.json") + "' --data '" + path("text.txt") +
           "' --steps 60 --batch 2 --save-every 7 --evaluate-every 25 --out '" + path(out) + "' " + more;
  }
  [[nodiscard]] std::string resume(const std::string& out) const {
    return kTrain + "--save-every 7 --resume '" + path(out) + "' ";
  }
  // What a refused start says; it leaves nothing behind.
  [[nodiscard]] std::string refused(const std::string& more) const {
    const ShellResult result = shell(start("refused", more));
    INFO(result.text);
    CHECK(result.code == 2);
    CHECK_FALSE(fs::exists(path("refused")));
    return result.text;
  }

 private:
  TemporaryFolder folder_;
};

// All that a run leaves, without the only figures that may differ, those of speed.
std::string result_of(const TinyRun& run, const std::string& out) {
  std::string all;
  for (const char* name :
       {"model.safetensors", "training.safetensors", "config.json", "tokenizer.json", "train.tokens"})
    all += read_file(run.path(out + "/" + name));
  std::istringstream lines(read_file(run.path(out + "/log.jsonl")));
  for (std::string line; std::getline(lines, line);) all += line.substr(0, line.find(",\"tokens_per_second\"")) + "\n";
  return all;
}

}  // namespace

TEST_CASE("a run learns, and leaves a model as others load it, a log, a figure and a summary") {
  const TinyRun run;
  const ShellResult result = shell(run.start("a", "--json '" + run.path("a.json") + "'"));
  INFO(result.text);
  REQUIRE(result.code == 0);
  for (const char* word : {"held-out loss", "bits per byte", "MFU", "tokens/s"}) CHECK(contains(result.text, word));
  const auto summary = nlohmann::json::parse(read_file(run.path("a.json")));
  CHECK(summary.at("complete") == true);
  CHECK(summary.at("tokens") == 60 * 2 * 16);
  CHECK(summary.at("held_out_loss").get<double>() <= 5.3);  // log V is 5.7
  CHECK(summary.at("model_flops_utilization").get<double>() > 0);
  for (const char* name : {"model.safetensors", "config.json", "tokenizer.json", "training.safetensors",
                           "training.json", "log.jsonl", "loss.svg"}) {
    CAPTURE(name);
    CHECK(fs::exists(run.path(std::string("a/") + name)));
  }
  CHECK(contains(read_file(run.path("a/config.json")), "LlamaForCausalLM"));
  CHECK(shell(run.start("a")).code == 2);  // the folder holds a run: nothing is overwritten
}

TEST_CASE("kill -9 at any moment, again and again, costs no bit") {
  const TinyRun run;
  REQUIRE(shell(run.start("whole", "--accumulate 2")).code == 0);
  bool done = false;
  for (int i = 0; i < 30 && !done; ++i) {
    const bool begun = fs::exists(run.path("killed/training.safetensors"));
    const std::string command = begun ? run.resume("killed") : run.start("killed", "--accumulate 2");
    const ShellResult result = shell("timeout -s KILL 0." + std::to_string(10 + 7 * i) + " env " + command);
    done = result.code == 0;
    INFO(result.text);
    CHECK((done || result.code == 137));
  }
  if (!done) REQUIRE(shell(run.resume("killed")).code == 0);
  CHECK(result_of(run, "killed") == result_of(run, "whole"));
}

TEST_CASE("a run that was stopped goes on to the same bits, and says how") {
  const TinyRun run;
  REQUIRE(shell(run.start("whole")).code == 0);
  const ShellResult first = shell(run.start("parts", "--stop-after 23"));
  INFO(first.text);
  CHECK(first.code == 130);
  CHECK(contains(first.text, "./lab train --resume"));
  REQUIRE(shell(run.resume("parts")).code == 0);
  CHECK(result_of(run, "parts") == result_of(run, "whole"));
}

TEST_CASE("Ctrl-C finishes the step, saves and says how to go on") {
  const TinyRun run;
  const std::string command = run.start("a", "--steps 100000000 --save-every 1000000 --log-every 1");
  const std::string begun = "grep -q '\"tokens\"' '" + run.path("a/log.jsonl") + "' 2>/dev/null";
  const ShellResult result = shell("env " + command + " & for i in $(seq 600); do " + begun +
                                   " && break; sleep 0.1; done; kill -INT $!; wait $!");
  INFO(result.text);
  CHECK(contains(result.text, "To go on:"));
  const auto sidecar = nlohmann::json::parse(read_file(run.path("a/training.json")));
  CHECK(std::stoi(sidecar.at("state").at("step").get<std::string>()) >= 1);
}

TEST_CASE("a full disk keeps the old checkpoint and says so") {
  const TinyRun run;
  REQUIRE(shell(run.start("a", "--stop-after 10")).code == 130);
  const std::string before = result_of(run, "a");
  const ShellResult result = shell("ulimit -f 20; env " + run.resume("a"));  // 20 blocks of 1 KiB (or 512 B)
  INFO(result.text);
  CHECK(result.code == 2);
  CHECK(contains(result.text, "training.safetensors"));
  CHECK(result_of(run, "a").substr(0, 60000) == before.substr(0, 60000));
  CHECK(shell(run.resume("a")).code == 0);
  CHECK(contains(shell("ulimit -f 2; env " + run.start("b")).text,
                 "tokenizer.json"));  // before there is anything to lose
}

TEST_CASE("--f16 writes the finished model in half the bytes, and a resume still has all of them") {
  const TinyRun run;
  REQUIRE(shell(run.start("full")).code == 0);
  REQUIRE(shell(run.start("half", "--f16")).code == 0);
  const auto full = fs::file_size(run.path("full/model.safetensors"));
  CHECK(fs::file_size(run.path("half/model.safetensors")) <= full / 2 + 2000);
  const auto numbers = [&run](const char* name) {  // behind the header, which says what was asked for
    return read_file(run.path(name)).substr(20000);
  };
  CHECK(numbers("half/training.safetensors") == numbers("full/training.safetensors"));
  REQUIRE(shell(run.resume("half")).code == 0);
  CHECK(fs::file_size(run.path("half/model.safetensors")) <= full / 2 + 2000);  // and stays so
}

TEST_CASE("--minutes becomes a number of steps that the checkpoint keeps") {
  const TinyRun run;
  const std::string start = run.start("a", "--minutes 0.02");
  const ShellResult result = shell(start.substr(0, start.find("--steps")) + start.substr(start.find("--batch")));
  INFO(result.text);
  REQUIRE(result.code == 0);
  const auto sidecar = nlohmann::json::parse(read_file(run.path("a/training.json")));
  CHECK(sidecar.at("state").at("step") == sidecar.at("state").at("steps"));
  CHECK(contains(run.refused("--minutes 1"), "leave one away"));
}

TEST_CASE("a tokenizer that does not fit the model is refused, one that does is used") {
  const TinyRun run;
  REQUIRE(shell(run.start("a", "--stop-after 1")).code == 130);
  const std::string tokenizer = "--tokenizer '" + run.path("a") + "' ";
  REQUIRE(shell(run.start("b", tokenizer + "--stop-after 1")).code == 130);
  CHECK(read_file(run.path("a/tokenizer.json")) == read_file(run.path("b/tokenizer.json")));
  std::string other = kConfig;
  other.replace(other.find("300"), 3, "301");
  write_file(run.path("config.json"), other);
  CHECK(contains(run.refused(tokenizer), "has 300 tokens"));
  CHECK(contains(run.refused("--tokenizer /nowhere"), "/nowhere"));
}

TEST_CASE("bad data is refused by name, and nothing is written") {
  const TinyRun run;
  write_file(run.path("empty.txt"), "");
  write_file(run.path("binary.txt"), std::string("a\0b", 3));
  write_file(run.path("marks.txt"), "<|endoftext|>\n<|endoftext|>\n");
  const auto data = [&run](const std::string& name) { return run.refused("--data '" + run.path(name) + "'"); };
  CHECK(contains(data("empty.txt"), "is empty"));
  CHECK(contains(data("binary.txt"), "looks binary"));
  CHECK(contains(data("none.txt"), "none.txt"));
  CHECK(contains(run.refused("--data stories:0"), "number of stories"));
  const std::string start = run.start("refused");
  const size_t at = start.find("--data"), end = start.find("--steps");
  const std::string only = start.substr(0, at) + "--data '" + run.path("marks.txt") + "' " + start.substr(end);
  CHECK(contains(shell(only).text, "nothing but"));
}

TEST_CASE("text that is no UTF-8, one huge document, many small ones: all are learned, byte for byte") {
  const TinyRun run;
  std::string bytes = read_file(run.path("text.txt")), many;
  for (size_t i = 100; i < bytes.size(); i += 1000) bytes[i] = '\xFF';
  for (int i = 0; i < 500; ++i) many += "Number " + std::to_string(i) + " is here.\n<|endoftext|>\n";
  std::string huge;  // one word, without an end
  for (uint64_t i = 1; huge.size() < 100'000; i = i * 6364136223846793005 + 1442695040888963407)
    huge += static_cast<char>('a' + (i >> 33) % 26);
  for (const std::string& text : {bytes, many, huge}) {
    write_file(run.path("text.txt"), text);
    fs::remove_all(run.path("a"));
    const ShellResult result = shell(run.start("a", "--steps 2"));
    INFO(result.text);
    CHECK(result.code == 0);
    CHECK(contains(result.text, "are no UTF-8") == (text == bytes));
    CHECK(contains(result.text, "500 documents") == (text == many));
  }
}

TEST_CASE("wrong usage says what to do") {
  const TinyRun run;
  CHECK(contains(run.refused("--model nothing"), "gpt2-s, llama-s, or a config.json"));
  CHECK(contains(run.refused("--context 17"), "at most 16 tokens"));
  CHECK(contains(run.refused("--batch 0"), "at least 1"));
  CHECK(contains(run.refused("--schedule linear"), "--schedule"));
  CHECK(contains(run.refused("--schedule wsd --warm-up 0.6 --decay 0.6"), "at most 1 together"));
  CHECK(contains(run.refused("--lr -1"), "--lr"));
  CHECK(contains(run.refused("--batch 100000000"), "would fit"));
  CHECK(contains(run.refused("--json '" + run.path("none/a.json") + "'"), "there is no folder"));
  CHECK(contains(shell(kTrain + "--resume '" + run.path("none") + "'").text, "training.safetensors"));
}

TEST_CASE("a config whose context is longer than the data is refused with both lengths") {
  const TinyRun run;
  write_file(run.path("text.txt"), "It is a truth universally acknowledged.");
  const ShellResult result = shell(run.start("a"));
  INFO(result.text);
  CHECK(result.code == 2);
  CHECK(contains(result.text, "the text is too short"));
  CHECK(contains(result.text, "row of 16 tokens"));
}

TEST_CASE("a resumed run keeps what decides its result, and refuses what does not fit it") {
  const TinyRun run;
  REQUIRE(shell(run.start("a", "--stop-after 10")).code == 130);
  CHECK(contains(shell(run.resume("a") + "--lr 1").text, "keeps its --lr"));
  const std::string good = read_file(run.path("a/training.safetensors"));
  for (const std::string& bad : {good.substr(0, good.size() / 2), std::string("nothing"), good + "x"}) {
    write_file(run.path("a/training.safetensors"), bad);
    const ShellResult result = shell(run.resume("a"));
    INFO(result.text);
    CHECK(result.code == 2);
    CHECK(contains(result.text, "a/training.safetensors"));
  }
  write_file(run.path("a/training.safetensors"), good);
  fs::remove(run.path("text.txt"));  // its tokens are kept
  fs::rename(run.path("a/train.tokens"), run.path("tokens"));
  CHECK(contains(shell(run.resume("a")).text, "train.tokens"));
  fs::rename(run.path("tokens"), run.path("a/train.tokens"));
  CHECK(shell(run.resume("a")).code == 0);
}

TEST_CASE("a run whose loss is no number stops there and keeps the last good checkpoint") {
  const TinyRun run;
  const ShellResult result = shell(run.start("a", "--lr 1e30 --clip 1e30 --save-every 1"));
  INFO(result.text);
  CHECK(result.code == 2);
  CHECK(contains(result.text, "training has diverged"));
  CHECK_FALSE(contains(read_file(run.path("a/log.jsonl")), "null"));
}
