#include "autograder/judge/worker_output.h"

#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "autograder/explain/crash_stack.h"
#include "autograder/worker/crash_report.h"

namespace llmsys {
namespace {

constexpr size_t kKeptOutput = size_t{64} << 10;
constexpr size_t kKeptTail = size_t{4} << 10;

}  // namespace

void WorkerOutput::drain() {
  char buffer[65536];
  for (int reads = 0; open_ && reads < 64; ++reads) {
    const ssize_t n = read(descriptor_, buffer, sizeof buffer);
    if (n < 0) return;
    if (n == 0) {
      open_ = false;
      return;
    }
    const std::string_view piece(buffer, static_cast<size_t>(n));
    kept_.append(piece.substr(0, kKeptOutput - std::min(kKeptOutput, kept_.size())));
    tail_.append(piece);
    look_for_stack();
    if (tail_.size() > kKeptTail) tail_.erase(0, tail_.size() - kKeptTail);
  }
}

void WorkerOutput::forget_stack() {
  drain();
  stack_.clear();
  tail_.clear();
}

void WorkerOutput::look_for_stack() {
  if (tail_.find(kStackMark) == std::string::npos) return;
  std::vector<uint64_t> found = last_words(tail_).addresses;
  if (!found.empty()) stack_ = std::move(found);
}

}  // namespace llmsys
