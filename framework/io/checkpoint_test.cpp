#include "framework/io/checkpoint.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <csignal>
#include <limits>
#include <nlohmann/json.hpp>

#include "framework/base/error.h"
#include "framework/tensor/raw.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

constexpr const char* kKind = "character model";

CheckpointState state_of_step(int64_t step) {
  CheckpointState state;
  state.set_integer("step", step);
  return state;
}

// Every element of both tensors is the step.
NamedTensors tensors_of_step(int64_t step) {
  return {{"weight", full({40, 50}, step)}, {"adam.m", full({40, 50}, step, DType::f64)}};
}

void save_step(const std::string& path, int64_t step) {
  save_checkpoint(path, kKind, tensors_of_step(step), state_of_step(step));
}

// Saves step after step until it is killed.
[[noreturn]] void save_forever(const std::string& path, int64_t step) {
  try {
    for (;; ++step) save_step(path, step);
  } catch (...) {
    _exit(1);
  }
}

}  // namespace

TEST_CASE("a checkpoint gives back its tensors and every kind of state") {
  const TemporaryFolder folder;
  const std::string path = folder.path("model.safetensors");
  CheckpointState state;
  state.set_integer("step", -9223372036854775807 - 1);
  state.set_real("loss", 0.1);
  state.set_text("text", "two\nlines, caf\xc3\xa9");
  state.set_rng("rng", {.seed = UINT64_MAX, .stream = 3, .offset = 12345678901});
  save_checkpoint(path, kKind, {{"w", from_values({1, 2}, {2})}}, state);

  const Checkpoint back = load_checkpoint(path, kKind);
  require_equal(back.tensors.tensor("w"), from_values({1, 2}, {2}));
  CHECK(back.state == state);
  CHECK(back.state.integer("step") == std::numeric_limits<int64_t>::min());
  CHECK(back.state.real("loss") == 0.1);
  CHECK(back.state.text("text") == "two\nlines, caf\xc3\xa9");
  CHECK(back.state.rng("rng") == RngState{.seed = UINT64_MAX, .stream = 3, .offset = 12345678901});
  CHECK_FALSE(back.state.contains("format_version"));
}

TEST_CASE("doubles come back bit for bit") {
  CheckpointState state;
  Rng rng(5);
  const auto round_trip = [&](double value) {
    state.set_real("x", value);
    return std::bit_cast<uint64_t>(state.real("x")) == std::bit_cast<uint64_t>(value);
  };
  using Limits = std::numeric_limits<double>;
  for (const double value : {0.0, -0.0, 0.1, Limits::min(), Limits::denorm_min(), Limits::max(), Limits::infinity(),
                             -Limits::infinity(), 1.0 / 3})
    CHECK(round_trip(value));
  int wrong = 0;
  for (int i = 0; i < 100'000; ++i) {
    const auto value = std::bit_cast<double>(rng.next_u64());
    wrong += !std::isnan(value) && !round_trip(value);
  }
  CHECK(wrong == 0);
  state.set_real("x", Limits::quiet_NaN());
  CHECK(std::isnan(state.real("x")));
}

TEST_CASE("state that is missing or of another type is named") {
  CheckpointState state;
  state.set_text("name", "austen 2");
  state.set_real("loss", 1.5);
  const auto message = [](const auto& f) { return message_of([&] { static_cast<void>(f()); }); };
  CHECK(message([&] { return state.integer("step"); }) == "[CheckpointState] there is no 'step' in this checkpoint");
  CHECK(message([&] { return state.integer("loss"); }) == "[CheckpointState] 'loss' is '1.5', want a whole number");
  CHECK(message([&] { return state.real("name"); }) == "[CheckpointState] 'name' is 'austen 2', want a number");
  CHECK(contains(message([&] { return state.rng("loss"); }), "want three whole numbers: seed stream offset"));
  for (const char* wrong : {"", "1 2", "1 2 3 4", "1  2 3", "-1 2 3", "1 2 18446744073709551616"}) {
    CAPTURE(wrong);
    state.set_text("rng", wrong);
    CHECK_THROWS_AS(state.rng("rng"), IoError);
  }
}

TEST_CASE("a writer killed at any moment leaves one whole checkpoint: tensors and state of the same step") {
  const TemporaryFolder folder;
  const std::string path = folder.path("model.safetensors");
  save_step(path, 0);
  Rng rng(1);
  int64_t step = 0;
  uint64_t patience = 4000;  // microseconds; more while a busy machine lets nothing be saved in time
  for (int round = 0; round < 25; ++round) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) save_forever(path, step + 1);
    usleep(static_cast<useconds_t>(500 + rng.below(patience)));
    kill(child, SIGKILL);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));

    const Checkpoint back = load_checkpoint(path, kKind);
    REQUIRE(back.state.integer("step") >= step);
    if (back.state.integer("step") == step) patience = std::min<uint64_t>(2 * patience, 400'000);
    step = back.state.integer("step");
    for (const auto& [name, tensor] : tensors_of_step(step)) require_equal(back.tensors.tensor(name), tensor);
  }
  CHECK(step > 0);
}

TEST_CASE("a failed save leaves the checkpoint before it") {
  const TemporaryFolder folder;
  const std::string path = folder.path("model.safetensors");
  save_step(path, 1);
  CheckpointState bad = state_of_step(2);
  bad.set_text("note", "\xff");
  CHECK_THROWS_AS(save_checkpoint(path, kKind, tensors_of_step(2), bad), ValueError);
  CHECK(load_checkpoint(path, kKind).state.integer("step") == 1);
}

TEST_CASE("the sidecar says what is in the checkpoint, for people") {
  const TemporaryFolder folder;
  save_step(folder.path("model.safetensors"), 7);
  const auto json = nlohmann::json::parse(read_file(folder.path("model.json")));
  CHECK(json.at("format_version") == 1);
  CHECK(json.at("kind") == kKind);
  CHECK(json.at("file") == "model.safetensors");
  CHECK(json.at("state").at("step") == "7");
  CHECK(json.at("tensors").at("adam.m") == "f64 (40,50)");
}

TEST_CASE("files of a newer version, of another kind, or that are no checkpoint are refused") {
  const TemporaryFolder folder;
  const std::string path = folder.path("model.safetensors");
  const auto message = [&](const std::map<std::string, std::string>& metadata) {
    save_safetensors(path, {{"w", ones({2})}}, metadata);
    return message_of([&] { static_cast<void>(load_checkpoint(path, kKind)); });
  };
  CHECK(message({{"format_version", "2"}, {"kind", kKind}}) ==
        "[load_checkpoint] " + path +
            " has format_version 2, this program knows up to 1: update the program, it is older than the file");
  CHECK(contains(message({{"format_version", "0"}, {"kind", kKind}}), "want 1 or more"));
  CHECK(contains(message({{"format_version", "one"}, {"kind", kKind}}), "'format_version' is 'one'"));
  CHECK(contains(message({{"format_version", "1"}, {"kind", "tokenizer"}}),
                 "is a checkpoint of a tokenizer, want a character model"));
  CHECK(contains(message({{"format_version", "1"}}), "has no 'kind' in its metadata"));
  CHECK(contains(message({}), "a safetensors file, but not a checkpoint of this course"));
  CHECK(message({{"format_version", "1"}, {"kind", kKind}}) == "(nothing was thrown)");
}

TEST_CASE("a checkpoint's name ends in .safetensors, so that the sidecar has another") {
  CHECK(sidecar_path("a.b/model.safetensors") == "a.b/model.json");
  CHECK_THROWS_AS(save_checkpoint("model.json", kKind, {}, {}), ValueError);
}
