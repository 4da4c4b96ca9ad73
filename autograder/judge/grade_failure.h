/// @file
/// The exception that ends a lab test.
#pragma once
#include <stdexcept>
#include <string>

#include "autograder/report/status.h"

namespace llmsys {

/// Thrown by the expectations of lab_test.h and by channels; the runner turns it into a result.
class GradeFailure : public std::runtime_error {
 public:
  /// `status` is anything but pass; `message` is what the student reads.
  GradeFailure(Status status, const std::string& message) : std::runtime_error(message), status_(status) {}
  /// How the test ended.
  [[nodiscard]] Status status() const { return status_; }

 private:
  Status status_;
};

}  // namespace llmsys
