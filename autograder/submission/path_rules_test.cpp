#include "autograder/submission/path_rules.h"

#include "framework/testing/test.h"

using namespace llmsys;

TEST_CASE("relative paths of printable text are fine") {
  for (const char* path : {"a.cpp", "./a.cpp", "x/y/a.cpp", "x/..y/a.cpp", "Zoë/ß.cpp", "a b (1).cpp", "a:b"}) {
    INFO(path);
    CHECK((std::string_view(path) == "a:b") != path_problem(path).empty());
  }
}

TEST_CASE("paths that leave, lie or cannot be printed are not") {
  const std::string with_zero("a\0b", 3);
  for (const std::string& path :
       {std::string(), std::string("/a"), std::string(".."), std::string("a/../b"), std::string("a\\b"),
        std::string("c:x"), with_zero, std::string("a\x7f"), std::string("a\xff"),
        std::string("a\xe2\x80\xae"
                    "b")}) {
    INFO(path);
    CHECK_FALSE(path_problem(path).empty());
  }
}

TEST_CASE("two names that some system takes for one have one key") {
  CHECK(path_key("./X//a.CPP") == path_key("x/a.cpp"));
  CHECK(path_key("x/a.cpp") != path_key("xa.cpp"));
}

TEST_CASE("archives are known by their ending, whatever its case") {
  CHECK(archive_stem("jane.tar.gz") == "jane");
  CHECK(archive_stem("jane.v2.ZIP") == "jane.v2");
  CHECK(is_archive_name("x.TGZ"));
  CHECK_FALSE(is_archive_name(".zip"));
  CHECK_FALSE(is_archive_name("x.zip.txt"));
}
