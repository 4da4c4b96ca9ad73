#include "framework/data/text_file.h"

#include <sys/stat.h>

#include <limits>

#include "framework/base/error.h"
#include "framework/base/rng.h"
#include "framework/testing/test.h"

using namespace llmsys;
using llmsys::testing::TemporaryFolder;
using llmsys::testing::write_file;

TEST_CASE("the committed Austen text has its published size and hash") {
  const std::string austen = read_text(llmsys::testing::source_root() + "/datasets/text/austen_tiny.txt");
  CHECK(austen.size() == 1151622);
  CHECK(hash_text(austen.data(), austen.size()) == 0x10b48197c2c7652);
  const auto [train, held_out] = split_held_out(austen);
  CHECK(train.size() == 1036460);
  CHECK(held_out.size() == 115162);
}

TEST_CASE("read_text returns the bytes as they are") {
  const TemporaryFolder folder;
  const std::string bytes = "one\r\n\xc3\xa9 two\n\n\xff";
  write_file(folder.path("some text.txt"), bytes);
  CHECK(read_text(folder.path("some text.txt")) == bytes);
}

TEST_CASE("read_text names a path that holds no text, and why") {
  const TemporaryFolder folder;
  const auto message = [&](const std::string& name) -> std::string {
    try {
      read_text(folder.path(name));
    } catch (const IoError& error) {
      return error.what();
    }
    return "no IoError";
  };
  write_file(folder.path("empty"), "");
  write_file(folder.path("binary"), std::string("abc\0def", 7));
  CHECK(message("absent.txt") ==
        "[read_text] cannot open " + folder.path("absent.txt") + ": No such file or directory");
  CHECK(message("") == "[read_text] " + folder.path() + " is a folder, want a text file");
  CHECK(message("empty") == "[read_text] " + folder.path("empty") + " is empty, want a text file");
  CHECK(message("binary") == "[read_text] " + folder.path("binary") + " looks binary: byte 3 is NUL, want plain text");
  REQUIRE(mkfifo(folder.path("pipe").c_str(), 0666) == 0);  // nobody writes: reading it would wait for ever
  CHECK(message("pipe") ==
        "[read_text] " + folder.path("pipe") + " is a device or a pipe, which may never end: write it to a file first");
}

TEST_CASE("split_held_out cuts once, and rounds the held-out part down") {
  const auto text = split_held_out("abcdefghijklmno");  // 15 characters, a tenth is 1.5
  CHECK(text.train == "abcdefghijklmn");
  CHECK(text.held_out == "o");

  const std::vector<int64_t> tokens = {1, 2, 3, 4, 5};
  const auto halves = split_held_out(tokens, 0.5);
  CHECK(std::vector(halves.train.begin(), halves.train.end()) == std::vector<int64_t>{1, 2, 3});
  CHECK(std::vector(halves.held_out.begin(), halves.held_out.end()) == std::vector<int64_t>{4, 5});
}

template <class Sequence>
concept Splittable = requires(Sequence&& sequence) {
  split_held_out(std::forward<Sequence>(sequence));
};

TEST_CASE("split_held_out refuses a temporary, whose views would dangle") {
  STATIC_REQUIRE(Splittable<std::string&>);
  STATIC_REQUIRE(Splittable<const std::vector<int64_t>&>);
  STATIC_REQUIRE_FALSE(Splittable<std::string>);
  STATIC_REQUIRE_FALSE(Splittable<std::vector<int64_t>>);
}

TEST_CASE("split_held_out takes an empty sequence, and holds nothing out at fraction 0") {
  CHECK(split_held_out("").train.empty());
  CHECK(split_held_out("").held_out.empty());
  CHECK(split_held_out("abc", 0).train == "abc");
}

TEST_CASE("split_held_out wants a fraction in [0, 1)") {
  const double fraction = GENERATE(-0.1, 1.0, 2.0, std::numeric_limits<double>::quiet_NaN());
  CAPTURE(fraction);
  CHECK_THROWS_AS(split_held_out("abc", fraction), ValueError);
}
