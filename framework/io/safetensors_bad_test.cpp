// Files that are cut off, lie, or were made to do harm.
#include "framework/base/error.h"
#include "framework/io/safetensors.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

std::string with_length(uint64_t length, const std::string& rest) {
  return std::string(reinterpret_cast<const char*>(&length), 8) + rest;
}

// A file with this header, and `data` bytes after it.
std::string file_of(const std::string& json, size_t data = 0) {
  return with_length(json.size(), json + std::string(data, '\1'));
}

std::string entry(const std::string& dtype, const std::string& shape, const std::string& offsets) {
  return R"({"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
}

// What opening these bytes says; "" if it opens.
std::string refusal(const std::string& bytes) {
  const TemporaryFolder folder;
  write_file(folder.path("f"), bytes);
  try {
    const SafetensorsFile file(folder.path("f"));
    return "";
  } catch (const IoError& error) {
    const std::string front = "[SafetensorsFile] " + folder.path("f") + ": ";
    REQUIRE(std::string(error.what()).rfind(front, 0) == 0);
    return std::string(error.what()).substr(front.size());
  }
}

// As above, for a file with one tensor "x" and `data` bytes.
std::string refusal(const std::string& dtype, const std::string& shape, const std::string& offsets, size_t data) {
  return refusal(file_of(R"({"x":)" + entry(dtype, shape, offsets) + "}", data));
}

}  // namespace

TEST_CASE("every way to cut a valid file off is refused") {
  const std::string whole = file_of(R"({"x":)" + entry("F32", "[2]", "[0,8]") + "}  ", 8);
  REQUIRE(refusal(whole).empty());
  for (size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(refusal(whole.substr(0, size)).empty());
  }
  CHECK(contains(refusal(""), "it has 0 bytes, its header alone needs more than 8"));
  CHECK(contains(refusal(whole.substr(0, whole.size() - 1)), "ends at byte 8 of the data, but there are only 7"));
  CHECK(contains(refusal(whole + "x"), "the file has bytes that belong to no tensor"));
}

TEST_CASE("a header length that lies is refused") {
  CHECK(contains(refusal(with_length(3, "{}")), "claims 3 bytes, but only 2 follow"));
  CHECK(contains(refusal(with_length(UINT64_MAX, "{}")), "claims 18446744073709551615 bytes, at most 100000000"));
  CHECK(contains(refusal(with_length(100'000'001, "{}")), "at most 100000000 are allowed"));
  CHECK(contains(refusal(with_length(0, "")), "does not start with '{'"));
}

TEST_CASE("a header that is not the JSON it should be is refused") {
  CHECK(contains(refusal(file_of("[]")), "does not start with '{'"));
  CHECK(contains(refusal(file_of("\xef\xbb\xbf{}")), "does not start with '{'"));
  CHECK(contains(refusal(file_of("{} {}")), "is not JSON"));
  CHECK(contains(refusal(file_of("{")), "is not JSON"));
  CHECK(contains(refusal(file_of(std::string("{}\0garbage", 10))), "NUL byte"));
  CHECK(contains(refusal(file_of("{\"\xff\":" + entry("F32", "[]", "[0,4]") + "}", 4)), "UTF-8"));
  CHECK(contains(refusal(file_of(R"({"x":1})")), "a number is out of place in the header, near 'x'"));
  CHECK(contains(refusal(file_of(R"({"x":null})")), "null is out of place"));
  CHECK(contains(refusal(file_of(R"({"x":{"dtype":{}}})")), "an object is out of place"));
  CHECK(contains(refusal(file_of(R"({"x":{"dtype":"F32"}})")), "has 1 of the three"));
  CHECK(contains(refusal(file_of(R"({"x":{"dtype":"F32","dtype":"F32"}})")), "'x' has 'dtype' twice"));
  CHECK(contains(refusal(file_of(R"({"x":{"stride":[1]}})")), "unknown field 'stride'"));
  CHECK(contains(refusal(file_of(R"({"__metadata__":{"a":1}})")), "a number is out of place"));
  CHECK(contains(refusal(file_of(R"({"__metadata__":{"a":["b"]}})")), "a list is out of place"));
  CHECK(contains(refusal(file_of(R"({"__metadata__":{"a":"b","a":"c"}})")), "has 'a' twice"));
  CHECK(refusal(file_of(R"({"__metadata__":{}})")).empty());
}

TEST_CASE("nesting of any depth is refused without a stack overflow") {
  const int depth = 1'000'000;
  const std::string lists = R"({"x":{"shape":)" + std::string(depth, '[') + std::string(depth, ']') + "}}";
  CHECK(contains(refusal(file_of(lists)), "a list is out of place"));
  std::string objects;
  for (int i = 0; i < depth; ++i) objects += R"({"dtype":)";
  CHECK(contains(refusal(file_of(objects)), "an object is out of place"));
}

TEST_CASE("sizes that are negative, fractional, too many or too large are refused") {
  CHECK(contains(refusal("F32", "[-1]", "[0,4]", 4), "the negative number -1"));
  CHECK(contains(refusal("F32", "[1.0]", "[0,4]", 4), "the number 1.0, which is not a whole one"));
  CHECK(contains(refusal("F32", "[1e0]", "[0,4]", 4), "which is not a whole one"));
  CHECK(contains(refusal("F32", "[18446744073709551616]", "[0,4]", 4), "which is not a whole one"));
  CHECK(contains(refusal("F32", "[18446744073709551615]", "[0,4]", 4), "beyond 2^63"));
  CHECK(contains(refusal("F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]", 4), "shape may have at most 8 numbers"));
  CHECK(contains(refusal("F32", "[4294967296,4294967296]", "[0,4]", 4), "more than 2^63 elements"));
  CHECK(contains(refusal("F32", "[4611686018427387904]", "[0,0]", 0), "takes more than 2^63"));
  CHECK(contains(refusal("F32", "[[1]]", "[0,4]", 4), "a list is out of place"));
  CHECK(contains(refusal("F32", "[true]", "[0,4]", 4), "true or false is out of place"));
  CHECK(contains(refusal("F32", "[]", "[0]", 4), "needs 2 data_offsets, has 1"));
  CHECK(contains(refusal("F32", "[]", "[0,4,8]", 4), "data_offsets may have at most 2 numbers"));
  CHECK(contains(refusal("F32", "3", "[0,4]", 4), "a number is out of place"));
  CHECK(refusal("F32", "[]", "[0,4]", 4).empty());
  CHECK(refusal("F32", "[4611686018427387904,4611686018427387904,0]", "[0,0]", 0).empty());
}

TEST_CASE("bytes that do not fit the shape, or lie elsewhere, are refused") {
  CHECK(contains(refusal("F32", "[2]", "[0,4]", 4), "has 4 bytes, but F32 of shape (2) takes 8"));
  CHECK(contains(refusal("F64", "[1]", "[0,4]", 4), "has 4 bytes, but F64 of shape (1) takes 8"));
  CHECK(contains(refusal("BF16", "[3]", "[0,4]", 4), "has 4 bytes, but BF16 of shape (3) takes 6"));
  CHECK(contains(refusal("F32", "[1]", "[4,8]", 8), "want it to start at 0"));
  CHECK(contains(refusal("F32", "[1]", "[4,0]", 4), "has bytes 4 to 0"));
  CHECK(contains(refusal("F32", "[0]", "[0,9223372036854775807]", 4), "but there are only 4"));
  const auto two = [](const std::string& first, const std::string& second, size_t data) {
    return refusal(
        file_of(R"({"a":)" + entry("F32", "[1]", first) + R"(,"b":)" + entry("F32", "[1]", second) + "}", data));
  };
  CHECK(two("[4,8]", "[0,4]", 8).empty());
  CHECK(contains(two("[0,4]", "[0,4]", 8), "tensor 'b' has bytes 0 to 4 of the data, want it to start at 4"));
  CHECK(contains(two("[0,4]", "[2,6]", 8), "want it to start at 4"));
  CHECK(contains(two("[0,4]", "[8,12]", 12), "want it to start at 4"));
  const std::string twice = R"({"x":)" + entry("F32", "[1]", "[0,4]") + R"(,"x":)" + entry("F32", "[1]", "[4,8]") + "}";
  CHECK(contains(refusal(file_of(twice, 8)), "the name 'x' comes twice"));
}

TEST_CASE("a dtype that Tensor lacks is listed, and refused when it is asked for") {
  const TemporaryFolder folder;
  write_file(folder.path("f"),
             file_of(R"({"x":)" + entry("X9", "[3]", "[0,5]") + R"(,"y":)" + entry("BOOL", "[2]", "[5,7]") + "}", 7));
  const SafetensorsFile file(folder.path("f"));
  CHECK(file.entries()[0].dtype_name == "X9");
  CHECK_THROWS_AS(file.tensor("x"), DTypeError);
  CHECK(contains(message_of([&] { static_cast<void>(file.tensor("x")); }), "has dtype X9, which a Tensor cannot hold"));
  CHECK(file.tensor("y").at<bool>(1));
}

TEST_CASE("a message stays short and printable, whatever the file says") {
  const std::string message = refusal(file_of("{\"\\u001b[31m" + std::string(100'000, 'x') + "\":1}"));
  CHECK(message.size() < 500);
  CHECK(message.find('\x1b') == std::string::npos);
}

TEST_CASE("what is not a file is an IoError") {
  const TemporaryFolder folder;
  CHECK_THROWS_AS(SafetensorsFile(folder.path()), IoError);
  CHECK_THROWS_AS(SafetensorsFile(folder.path("absent")), IoError);
}
