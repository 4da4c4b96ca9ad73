/// @file
/// Marks intermediates, so that a grader can say at which step a result first went wrong.
#pragma once
#include <string_view>

#include "framework/base/context.h"
#include "framework/tensor/tensor.h"

namespace llmsys {

/// Receives the intermediates that probe() marks.
class ProbeSink {
 public:
  virtual ~ProbeSink() = default;
  /// @param name   as marked; the same name may come several times
  /// @param value  clone it to keep it: the caller may overwrite its elements
  virtual void add(std::string_view name, const Tensor& value) = 0;
};

/// probe("scores", s): shows an intermediate to context().probes. Costs one branch when nobody looks.
inline void probe(std::string_view name, const Tensor& value) {
  if (ProbeSink* sink = context().probes) [[unlikely]]
    sink->add(name, value);
}

}  // namespace llmsys
