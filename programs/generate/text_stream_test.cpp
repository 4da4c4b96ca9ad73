// Whole characters, and nothing of a stop text.
#include "programs/generate/text_stream.h"

#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

const std::string kReplacement = "\xEF\xBF\xBD";

// The 256 bytes.
std::vector<std::string> bytes() {
  std::vector<std::string> out;
  for (int byte = 0; byte < 256; ++byte) out.emplace_back(1, static_cast<char>(byte));
  return out;
}

// What comes out for each byte of a text, and at the end.
std::vector<std::string> parts(const std::string& text, const std::vector<std::string>& stops = {}) {
  const std::vector<std::string> tokens = bytes();
  TextStream stream(tokens, stops);
  std::vector<std::string> out;
  for (const char byte : text) out.push_back(stream.feed(static_cast<unsigned char>(byte)));
  out.push_back(stream.finish());
  return out;
}

std::string whole(const std::string& text, const std::vector<std::string>& stops = {}) {
  std::string out;
  for (const std::string& part : parts(text, stops)) out += part;
  return out;
}

using Parts = std::vector<std::string>;

}  // namespace

TEST_CASE("a character comes out when its last byte does") {
  CHECK(parts("a\xE2\x82\xAC!") == Parts{"a", "", "", "\xE2\x82\xAC", "!", ""});
  CHECK(parts("\xF0\x9F\x99\x82") == Parts{"", "", "", "\xF0\x9F\x99\x82", ""});
}

TEST_CASE("bytes of no character become U+FFFD, one that is cut off at the end too") {
  CHECK(whole("a\xFF"
              "b") == "a" + kReplacement + "b");
  CHECK(whole("a\xE2\x82") == "a" + kReplacement);
  CHECK(whole("\xE2"
              "a") == kReplacement + "a");
  CHECK(whole("\xED\xA0\x80") == kReplacement + kReplacement + kReplacement);  // half a surrogate pair
  CHECK(valid_utf8("") == "");
  CHECK(valid_utf8(kReplacement) == kReplacement);
}

TEST_CASE("what comes out is valid, whatever goes in") {
  uint32_t state = 1;
  std::string text;
  for (int i = 0; i < 5000; ++i) text += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  for (const std::string& part : parts(text)) CHECK(valid_utf8(part) == part);
}

TEST_CASE("a stop text ends it, and no part of it is shown") {
  CHECK(parts("one\n\ntwo", {"\n\n"}) == Parts{"o", "n", "e", "", "", "", "", "", ""});
  CHECK(whole("a\nb\n\nc", {"\n\n"}) == "a\nb");
  CHECK(whole("aab", {"ab"}) == "a");
  CHECK(whole("ab", {"abc"}) == "ab");  // its beginning alone is text
  CHECK(whole("abcabd", {"abd"}) == "abc");
  CHECK(whole("stop", {"stop"}).empty());
}

TEST_CASE("of several stop texts the one that begins first counts") {
  CHECK(whole("xabcy", {"bc", "abc"}) == "x");
  CHECK(whole("xabcy", {"c", "ab"}) == "x");
  CHECK(whole("\xE2\x82\xAC 5 end", {"\xE2\x82\xAC"}).empty());
}

TEST_CASE("a token that holds a stop text and more ends there") {
  const std::vector<std::string> tokens{"one. two. three"};
  TextStream stream(tokens, {". "});
  CHECK(stream.feed(0) == "one");
  CHECK(stream.stopped());
  CHECK(stream.feed(0).empty());
  CHECK(stream.finish().empty());
}

TEST_CASE("stop texts that cannot come are refused, and ids that are none") {
  const std::vector<std::string> tokens = bytes();
  CHECK(contains(message_of([&] { TextStream stream(tokens, {""}); }), "of at least one character"));
  CHECK(contains(message_of([&] { TextStream stream(tokens, {"\xFF"}); }), "must be UTF-8"));
  TextStream stream(tokens, {});
  CHECK(message_of([&] { stream.feed(256); }) != "(nothing was thrown)");
}
