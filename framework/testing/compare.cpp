#include "framework/testing/compare.h"

#include "framework/base/error.h"
#include "framework/testing/test.h"

namespace llmsys::testing {

void require_close(const Tensor& got, const Tensor& want, const Tolerance& tolerance, std::source_location where) {
  const Comparison found = compare(got, want, tolerance);
  INFO(text(repository_path(where.file_name()), ":", where.line(), ": ", to_text(found)));
  REQUIRE(found.ok());
}

void require_equal(const Tensor& got, const Tensor& want, std::source_location where) {
  require_close(got, want, {}, where);
}

}  // namespace llmsys::testing
