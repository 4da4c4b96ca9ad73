#include "autograder/cli/device.h"

#include "framework/base/error.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

TEST_CASE("without --device, and with cpu, a command builds where it always does") {
  const Paths paths{"/repository", "/build/cpu"};
  CHECK(paths_for_device(paths, "").build == "/build/cpu");
  CHECK(paths_for_device(paths, "cpu").build == "/build/cpu");
  CHECK(message_of([&] { paths_for_device(paths, "tpu"); }) == "--device is cpu or cuda, got tpu");
}

TEST_CASE("--device cuda without a GPU is refused with the driver's reason") {
  const std::string why = why_no_gpu();
  if (why.empty()) LLMSYS_SKIP("there is a GPU");
  CHECK(contains(message_of([] { paths_for_device({"/repository", "/build/cpu"}, "cuda"); }), "NOT GRADED: " + why));
}
