#include "autograder/cli/paths.h"

#include <sys/stat.h>

#include <filesystem>

#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

TEST_CASE("a report does not take the place of a pipe or a device") {
  const TemporaryFolder folder;
  const std::string pipe = folder.path("pipe");
  REQUIRE(mkfifo(pipe.c_str(), 0666) == 0);
  CHECK(contains(message_of([&] { write_atomically(pipe, "text"); }), "a device or a pipe"));
  CHECK(std::filesystem::is_fifo(pipe));
}
