// A GPU counts and checks nothing here: compute-sanitizer and Nsight Compute are who to ask.
#include "autograder/worker/traced.h"

namespace llmsys {

struct Traced::Impl {};

Traced::Traced(const simt::TraceOptions& /*options*/) {}
Traced::~Traced() = default;

Values Traced::values() const { return {{kNotCounted, Values{}}}; }

}  // namespace llmsys
