#include "autograder/02_gpu_kernels/handout.h"

#include <cstdio>

#include "framework/testing/document.h"

namespace llmsys::lab02 {
namespace {

const testing::Document& handout() {
  static const testing::Document page("labs/02_gpu_kernels/README.md");
  return page;
}

}  // namespace

size_t occurrences(const std::string& words) { return handout().occurrences(words); }
void says(const std::string& words) { handout().says(words); }

std::string grouped(int64_t value) {
  std::string out = std::to_string(value);
  for (int64_t at = int64_t(out.size()) - 3; at > 0; at -= 3) out.insert(size_t(at), ",");
  return out;
}

std::string fixed(double value, int decimals) {
  char out[64];
  std::snprintf(out, sizeof out, "%.*f", decimals, value);
  return out;
}

}  // namespace llmsys::lab02
