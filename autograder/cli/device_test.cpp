#include "autograder/cli/device.h"

#include <nlohmann/json.hpp>

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

TEST_CASE("the notebook is one, holds no outputs, and says that it is untested") {
  const auto notebook = nlohmann::json::parse(read_file(source_root() + "/notebooks/colab_lab02.ipynb"));
  CHECK(notebook.at("nbformat") == 4);
  CHECK(contains(notebook.at("cells").at(0).at("source").dump(), "**Untested.**"));
  for (const auto& cell : notebook.at("cells"))
    if (cell.at("cell_type") == "code") CHECK(cell.at("outputs").empty());
}
