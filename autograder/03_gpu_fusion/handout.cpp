#include "autograder/03_gpu_fusion/handout.h"

#include "framework/testing/document.h"

namespace llmsys::lab03 {
namespace {

const testing::Document& handout() {
  static const testing::Document page("labs/03_gpu_fusion/README.md");
  return page;
}

}  // namespace

size_t occurrences(const std::string& words) { return handout().occurrences(words); }
void says(const std::string& words) { handout().says(words); }

}  // namespace llmsys::lab03
