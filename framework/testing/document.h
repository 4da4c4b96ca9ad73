/// @file
/// A page of the repository as a test sees it: does it say what the code does?
#pragma once
#include <string>

#include "framework/testing/test.h"

namespace llmsys::testing {

/// The text of one file.
class Document {
 public:
  /// @param path  from the repository's root: "labs/00_warm_up/README.md"
  explicit Document(const std::string& path) : text_(read_file(source_root() + "/" + path)) {}

  /// How often those words stand in it.
  [[nodiscard]] size_t occurrences(const std::string& words) const {
    size_t count = 0;
    for (size_t at = text_.find(words); at != std::string::npos; at = text_.find(words, at + 1)) ++count;
    return count;
  }

  /// Fails the running test unless it has these words.
  void says(const std::string& words) const {
    CAPTURE(words);
    CHECK(occurrences(words) >= 1);
  }

 private:
  std::string text_;
};

}  // namespace llmsys::testing
