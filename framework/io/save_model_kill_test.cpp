// A process that is killed while it saves: at each system call that changes the folder.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "framework/base/error.h"
#include "framework/io/model_files.h"
#include "framework/tensor/raw.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;
namespace fs = std::filesystem;

namespace {

ModelConfig config_of(int64_t layers) {
  ModelConfig c;
  c.vocabulary = 20, c.context = 16, c.layers = layers, c.width = 8, c.heads = c.kv_heads = 2, c.head_size = 4,
  c.ffn = 12;
  c.tied = true;
  return c;
}

NamedTensors filled(const ModelConfig& c, double value) {
  NamedTensors out;
  for (const TensorSpec& spec : model_tensors(c)) out.push_back({spec.name, full(spec.shape, value)});
  return out;
}

// The one value that all tensors of a folder have; 0 if it is no model, -1 if it is a mixture.
double value_in(const std::string& folder) {
  try {
    const ModelFiles files = open_model(folder);
    double out = 0;
    for (const auto& [name, entry] : files.tensors()) {
      const double value = files.tensor(name).data<float>()[0];
      if (out != 0 && value != out) return -1;
      out = value;
    }
    return out;
  } catch (const IoError&) {
    return 0;
  }
}

// Saves in another process, which dies after `microseconds`. True if it ended before that.
bool save_and_kill(const std::string& folder, const ModelConfig& c, double value, int64_t shard_bytes,
                   int microseconds) {
  const NamedTensors tensors = filled(c, value);
  const pid_t child = fork();
  if (child == 0) {
    try {
      save_model(folder, c, tensors, {.shard_bytes = shard_bytes});
    } catch (...) {
      _exit(1);
    }
    _exit(0);
  }
  usleep(static_cast<useconds_t>(microseconds));
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

TEST_CASE("a save that is killed leaves the old model, the new one, or none: never one that loads wrongly") {
  const TemporaryFolder folder;
  const std::string path = folder.path("model");
  const struct {
    int64_t layers, shard_bytes;
  } kinds[] = {{1, 1 << 20}, {2, 1 << 20}, {2, 900}, {1, 1}, {1, 1 << 20}, {1, 1 << 20}};
  double old = 1, value = 1;
  save_model(path, config_of(1), filled(config_of(1), old));
  int killed = 0;
  for (int microseconds = 100; microseconds < 20'000; microseconds = microseconds * 5 / 4) {
    const auto& [layers, shard_bytes] = kinds[static_cast<int>(value) % 6];
    value += 1;
    const bool done = save_and_kill(path, config_of(layers), value, shard_bytes, microseconds);
    const double now = value_in(path);
    CAPTURE(microseconds, layers, shard_bytes, old, value, now);
    CHECK(now >= 0);
    CHECK((now == value || (!done && (now == old || now == 0))));
    killed += done ? 0 : 1;
    if (now != 0) old = now;
  }
  CHECK(killed > 3);
  save_model(path, config_of(1), filled(config_of(1), 99));
  CHECK(value_in(path) == 99);
}
