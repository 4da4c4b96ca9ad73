#include "programs/pretrain/memory.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <limits>

#include "framework/base/error.h"
#include "labs/04_transformer/accounting.h"
#include "programs/train/numbers.h"

namespace llmsys {
namespace {

constexpr int64_t kFloat = 4;                                          // bytes
constexpr int64_t kNoLimit = std::numeric_limits<int64_t>::max() / 2;  // more than any machine has

/// Floats that a block keeps for each token.
int64_t kept_by_block(const ModelConfig& c, int64_t context, bool plain) {
  const int64_t C = c.width, queries = c.heads * c.head_size, keys = c.kv_heads * c.head_size;
  const int64_t attention = 2 * queries + 2 * keys + (plain ? 2 * c.heads * context : c.heads);  // q, k, v, result
  if (c.family == ModelFamily::gpt2) return 4 * C + attention + queries + 2 * c.ffn;  // two norms, two sums; gelu
  return 4 * C + attention + queries + 3 * c.ffn;                                     // gate, up, and their product
}

std::string gigabytes(int64_t bytes) {
  return decimal(static_cast<double>(bytes) * 1e-9, bytes < 10'000'000'000 ? 2 : 0) + " GB";
}

/// The first number behind `key` in a file of lines "key number", or of the whole file for an empty key; -1 if there is none.
int64_t number_in(const std::string& path, const std::string& key) {
  std::ifstream file(path);
  for (std::string word; file >> word;) {
    if (!key.empty() && word != key) continue;
    if (!key.empty() && !(file >> word)) return -1;
    return word.find_first_not_of("0123456789") == std::string::npos ? std::stoll(word) : -1;
  }
  return -1;
}

/// What a container leaves: limit and use, by either version of control groups.
int64_t left_in_container() {
  const std::string v2 = "/sys/fs/cgroup/memory.", v1 = "/sys/fs/cgroup/memory/memory.";
  for (const auto& [limit, used] :
       {std::pair(v2 + "max", v2 + "current"), std::pair(v1 + "limit_in_bytes", v1 + "usage_in_bytes")}) {
    const int64_t most = number_in(limit, ""), now = number_in(used, "");
    if (most > 0 && now >= 0 && most < kNoLimit) return std::max<int64_t>(0, most - now);
  }
  return kNoLimit;
}

int64_t left_in_address_space() {
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return kNoLimit;
  const int64_t pages = number_in("/proc/self/statm", "");
  return static_cast<int64_t>(limit.rlim_cur) - std::max<int64_t>(0, pages) * sysconf(_SC_PAGESIZE);
}

/// The largest number from 1 to `most` that fits, or 0.
int64_t largest(int64_t most, const std::function<bool(int64_t)>& fits) {
  int64_t low = 0, high = most + 1;  // low fits, high does not
  while (high - low > 1) {
    const int64_t middle = low + (high - low) / 2;
    (fits(middle) ? low : high) = middle;
  }
  return low;
}

/// What to change so that it fits.
std::string what_fits(const ModelConfig& config, int64_t batch, int64_t context, bool plain, int64_t available) {
  const auto fits = [&](int64_t rows, int64_t tokens, int64_t layers) {
    ModelConfig smaller = config;
    smaller.layers = layers;
    return training_memory(smaller, rows, tokens, plain).total() <= available;
  };
  if (const int64_t rows = largest(batch, [&](int64_t n) { return fits(n, context, config.layers); }); rows > 0)
    return text("--batch ", rows, " would fit, and with --accumulate ", (batch + rows - 1) / rows,
                " an update learns from as much");
  if (const int64_t tokens = largest(context, [&](int64_t n) { return fits(1, n, config.layers); }); tokens > 0)
    return text("--batch 1 --context ", tokens, " would fit");
  if (const int64_t layers = largest(config.layers, [&](int64_t n) { return fits(1, context, n); }); layers > 0)
    return text("at --batch 1 a model of ", layers, " such layers would fit");
  return "make its width or its vocabulary smaller";
}

}  // namespace

TrainingMemory training_memory(const ModelConfig& config, int64_t batch, int64_t context, bool plain) {
  const int64_t rows = batch * context;
  const int64_t per_token =
      config.layers * kept_by_block(config, context, plain) + 2 * config.width + 2 * config.vocabulary;
  return {.weights = 4 * kFloat * lab04::count_parameters(config), .activations = kFloat * rows * per_token};
}

int64_t available_memory() {
  const int64_t kilobytes = number_in("/proc/meminfo", "MemAvailable:");
  const int64_t machine = kilobytes < 0 ? kNoLimit : kilobytes * 1024;
  return std::min({machine, left_in_container(), left_in_address_space()});
}

void check_memory(const ModelConfig& config, int64_t batch, int64_t context, bool plain, int64_t available) {
  const TrainingMemory need = training_memory(config, batch, context, plain);
  LLMSYS_CHECK(ValueError, need.total() <= available, "this run needs about ", gigabytes(need.total()), " of memory (",
               gigabytes(need.weights), " for ", grouped(lab04::count_parameters(config)),
               " parameters with gradients and AdamW, ", gigabytes(need.activations), " for a batch of ", batch, " x ",
               context, " tokens), and ", gigabytes(available),
               " is there: ", what_fits(config, batch, context, plain, available), ". To try all the same: --force");
}

}  // namespace llmsys
