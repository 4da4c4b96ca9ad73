/// @file
/// Tests of the tests: answers of a right program, changed as no right program's are. A test that still passes looks at
/// too little.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "autograder/protocol/message.h"

namespace llmsys {

/// What is done to every answer.
enum class Corruption {
  none,      ///< nothing
  nan,       ///< floating-point tensors and numbers are NaN
  zeros,     ///< tensors and numbers are 0, truth values false
  previous,  ///< the answer to the call of the same scenario before; the first call's own to begin with
  empty,     ///< tensors have no elements; bytes and lists are empty
  reshaped,  ///< tensors have one dimension more, lists one item less
};

/// "nan", "zeros", ...
std::string_view to_text(Corruption corruption);

/// All but none.
const std::vector<Corruption>& all_corruptions();

/// Changes the answers of one test case.
class Corrupter {
 public:
  /// Changes nothing.
  Corrupter() = default;
  /// Does that to every answer.
  explicit Corrupter(Corruption corruption) : corruption_(corruption) {}
  /// The reply to `request` as the test sees it. Errors stay what they are.
  Reply changed_reply(const Request& request, Reply reply);
  /// Whether one was given that differs from the program's own: else a test that passes has seen nothing wrong.
  [[nodiscard]] bool changed() const { return changed_; }

 private:
  Corruption corruption_ = Corruption::none;
  bool changed_ = false;
  std::map<std::string, Values> last_;
};

}  // namespace llmsys
