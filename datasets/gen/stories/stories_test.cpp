#include "datasets/gen/stories/stories.h"

#include <set>

#include "datasets/gen/documents.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::corpora;

TEST_CASE("a story is a pure function of seed and index") {
  CHECK(story(1, 7) == story(1, 7));
  CHECK(story(1, 7) != story(1, 8));
  CHECK(story(1, 7) != story(2, 7));
}

TEST_CASE("documents come back from where they were joined") {
  const std::vector<std::string> documents = split_documents(stories(3, 20));
  REQUIRE(documents.size() == 20);
  for (size_t i = 0; i < documents.size(); ++i) CHECK(documents[i] == story(3, static_cast<int64_t>(i)));
}
