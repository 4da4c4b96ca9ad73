#include "framework/base/error.h"

#include "framework/testing/test.h"

using namespace llmsys;

TEST_CASE("a failed check throws its kind, with a message in pieces and the place") {
  try {
    LLMSYS_CHECK(ShapeError, 2 + 2 == 5, "[add] got ", 4, ", want ", 5);
    FAIL("the check did not throw");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::shape);
    CHECK(std::string(error.what()) == "[add] got 4, want 5");
    CHECK(error.where().substr(0, 31) == "framework/base/error_test.cpp:9");
  }
}

TEST_CASE("a check that holds does not build its message") {
  int built = 0;
  const auto piece = [&] { return ++built; };
  LLMSYS_CHECK(ValueError, true, "never ", piece());
  CHECK(built == 0);
}

TEST_CASE("every kind has a name of its own that leads back to it") {
  for (int i = 0; i <= static_cast<int>(ErrorKind::other); ++i) {
    const auto kind = static_cast<ErrorKind>(i);
    CHECK(error_kind_from_name(to_text(kind)) == kind);
  }
  CHECK(error_kind_from_name("no such kind") == ErrorKind::other);
}

TEST_CASE("a path is shown from the repository's top folder on") {
  CHECK(repository_path("/home/ann/labs/llm/labs/00_warm_up/view.cpp") == "labs/00_warm_up/view.cpp");
  CHECK(repository_path("framework/base/rng.cpp") == "framework/base/rng.cpp");
  CHECK(repository_path("/usr/include/vector") == "/usr/include/vector");
}
