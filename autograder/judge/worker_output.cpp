#include "autograder/judge/worker_output.h"

#include <unistd.h>

#include <algorithm>
#include <string_view>

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
    if (tail_.size() > kKeptTail) tail_.erase(0, tail_.size() - kKeptTail);
  }
}

}  // namespace llmsys
