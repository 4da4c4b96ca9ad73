// GGUF files that are cut off, lie, or were made to do harm.
#include "framework/base/error.h"
#include "framework/io/detail/gguf_test_file.h"
#include "framework/io/gguf.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;
using detail::GgufTestFile;

namespace {

// What opening these bytes says; "" if it opens.
std::string refusal(const std::string& bytes) {
  const TemporaryFolder folder;
  write_file(folder.path("f"), bytes);
  try {
    const GgufFile file(folder.path("f"));
    return "";
  } catch (const IoError& error) {
    const std::string front = "[GgufFile] " + folder.path("f") + ": ";
    REQUIRE(std::string(error.what()).rfind(front, 0) == 0);
    return std::string(error.what()).substr(front.size());
  }
}

std::string refusal(const GgufTestFile& made) { return refusal(made.file()); }

// Of a value of that type and those bytes.
std::string value_refusal(uint32_t type, const std::string& bytes) {
  return refusal(GgufTestFile().value("k", type, bytes));
}

}  // namespace

TEST_CASE("every way to cut a GGUF file off is refused") {
  GgufTestFile made = detail::small_llama();
  made.value("list", 9, GgufTestFile::raw(uint32_t{8}) + GgufTestFile::raw(uint64_t{1}) + GgufTestFile::raw_text("t"));
  const std::string whole = made.file();
  REQUIRE(refusal(whole).empty());
  for (size_t size = 0; size < whole.size(); size += size < 1100 ? 1 : 7) {
    CAPTURE(size);
    CHECK_FALSE(refusal(whole.substr(0, size)).empty());
  }
}

TEST_CASE("what is no GGUF file, or one of another version or byte order, is refused") {
  CHECK(contains(refusal(std::string("")), "does not start with 'GGUF'"));
  CHECK(contains(refusal(std::string("GGML....................")), "does not start with 'GGUF'"));
  GgufTestFile made;
  made.version = 1;
  CHECK(contains(refusal(made), "its format has version 1, want 2 or 3"));
  made.version = 4;
  CHECK(contains(refusal(made), "its format has version 4"));
  made.version = 3U << 24;
  CHECK(contains(refusal(made), "it is big-endian"));
}

TEST_CASE("counts that lie cost neither memory nor time") {
  GgufTestFile made;
  made.extra_tensors = UINT64_MAX;
  CHECK(contains(refusal(made), "cut off"));
  made.extra_tensors = 0;
  made.extra_values = UINT64_MAX;
  CHECK(contains(refusal(made), "it is cut off at byte"));
  const auto array = [](uint32_t element, uint64_t count) {
    return GgufTestFile::raw(element) + GgufTestFile::raw(count);
  };
  CHECK(
      contains(value_refusal(9, array(0, UINT64_MAX)), "metadata 'k': an array claims 18446744073709551615 elements"));
  CHECK(contains(value_refusal(9, array(10, uint64_t{1} << 61)), "an array claims"));
  CHECK(contains(value_refusal(9, array(8, UINT64_MAX)), "a text"));
  CHECK(contains(value_refusal(9, array(9, UINT64_MAX)), "it is cut off at byte"));
  CHECK(contains(value_refusal(8, GgufTestFile::raw(UINT64_MAX)), "18446744073709551615 more bytes are needed"));
  std::string nested = array(9, 1);
  for (int i = 0; i < 1000; ++i) nested += array(9, 1);
  CHECK(contains(value_refusal(9, nested), "arrays nest deeper than 4 levels"));
  CHECK(value_refusal(9, array(9, 2) + array(0, 0) + array(8, 1) + GgufTestFile::raw_text("x")).empty());
}

TEST_CASE("metadata that is not as it should be is refused") {
  CHECK(contains(value_refusal(13, "x"), "metadata 'k': a value has type 13, want 0 to 12"));
  CHECK(contains(refusal(GgufTestFile().integer("a", 1).integer("a", 1)), "metadata 'a': the key comes twice"));
  for (const uint32_t alignment : {0U, 24U, 1U << 31U})
    CHECK(contains(refusal(GgufTestFile().integer("general.alignment", alignment)), "must be a power of two"));
  CHECK(contains(refusal(GgufTestFile().text("general.alignment", "32")), "must be a whole number, is text"));
}

TEST_CASE("tensors that are not where they should be are refused") {
  const auto one = [](const std::initializer_list<uint64_t>& sizes, uint32_t type, uint64_t offset, size_t data) {
    GgufTestFile made;
    made.tensor("x", sizes, type, offset).data = std::string(data, '\1');
    return refusal(made);
  };
  CHECK(one({8}, 0, 0, 32).empty());
  CHECK(contains(one({8}, 0, 0, 31), "tensor 'x' has 32 bytes at offset 0, but only 31 follow"));
  CHECK(contains(one({8}, 0, 16, 64), "has offset 16, which is not a multiple of the alignment 32"));
  CHECK(contains(one({8}, 0, uint64_t{1} << 63, 64), "at offset 9223372036854775808"));
  CHECK(contains(one({8}, 0, UINT64_MAX - 31, 64), "the file is cut off"));
  CHECK(contains(one({48}, 2, 0, 64), "a row has 48 numbers, but Q4_0 has blocks of 32"));
  CHECK(contains(one({}, 2, 0, 64), "a row has 1 numbers"));
  CHECK(contains(one({1, 1, 1, 1, 1}, 0, 0, 64), "it has 5 dimensions, at most 4"));
  CHECK(contains(one({UINT64_MAX}, 0, 0, 64), "tensor 'x': "));
  CHECK(contains(one({uint64_t{1} << 40, uint64_t{1} << 40}, 0, 0, 64), "tensor 'x': "));
  CHECK(contains(one({uint64_t{1} << 62}, 0, 0, 64), "takes more than 2^63 bytes"));
  GgufTestFile made;
  made.tensor("a", {16}, 0, 0).tensor("b", {8}, 0, 32).data = std::string(64, '\1');
  CHECK(contains(refusal(made), "tensors 'a' and 'b' overlap"));
  GgufTestFile twice;
  twice.tensor("a", {8}, 0, 0).tensor("a", {8}, 0, 32).data = std::string(64, '\1');
  CHECK(contains(refusal(twice), "tensor 'a' comes twice"));
}

TEST_CASE("what a file says about itself cannot reach a terminal's controls") {
  GgufTestFile made;
  made.tensor("\x1b[2Jx", {48}, 2, 0).data = std::string(64, '\1');
  CHECK(contains(refusal(made), "tensor '?[2Jx'"));
}
