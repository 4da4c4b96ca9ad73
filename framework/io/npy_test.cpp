#include "framework/io/npy.h"

#include "framework/base/error.h"
#include "framework/tensor/raw.h"
#include "framework/testing/compare.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

std::string npy(const std::string& dictionary, const std::string& data = "", char major = 1) {
  std::string out = {'\x93', 'N', 'U', 'M', 'P', 'Y', major, 0};
  const auto length = static_cast<uint32_t>(dictionary.size());
  out.append(reinterpret_cast<const char*>(&length), major == 1 ? 2 : 4);
  return out + dictionary + data;
}

std::string dictionary(const std::string& descr, const std::string& order, const std::string& shape) {
  return "{'descr': '" + descr + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }\n";
}

Tensor read(const std::string& bytes) {
  const TemporaryFolder folder;
  write_file(folder.path("a.npy"), bytes);
  return read_npy(folder.path("a.npy"));
}

std::string refusal(const std::string& bytes) {
  return message_of([&] { static_cast<void>(read(bytes)); });
}

const std::string kSix = {1, 2, 3, 4, 5, 6};

}  // namespace

TEST_CASE("every dtype and shape comes back from .npy") {
  const TemporaryFolder folder;
  Rng rng(3);
  const std::vector<Tensor> tensors = {randn({3, 5}, rng),
                                       randn({7}, rng, DType::f64),
                                       scalar(2.5),
                                       from_values({1e15, -3}, {2, 1}, DType::i64),
                                       from_values({-1, 2}, {1, 2}, DType::i32),
                                       from_values({0, 255}, {2}, DType::u8),
                                       from_values({-128, 127}, {2}, DType::i8),
                                       from_values({0.5, -65504}, {2}, DType::f16),
                                       from_values({1, 0}, {2}, DType::boolean),
                                       empty({0, 3}),
                                       raw::transpose(raw::reshape(arange(6), {2, 3})),
                                       ones({1, 1, 1, 1, 1, 1, 1, 2})};
  for (const Tensor& tensor : tensors) {
    CAPTURE(to_text(tensor.shape()), to_text(tensor.dtype()));
    write_npy(folder.path("a.npy"), tensor);
    require_equal(read_npy(folder.path("a.npy")), tensor);
  }
}

TEST_CASE("the bytes of a small .npy file are NumPy's") {
  const TemporaryFolder folder;
  write_npy(folder.path("a.npy"), from_values({1, 2}, {2}));
  const std::string line = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
  const std::string want =
      npy(line + std::string(117 - line.size(), ' ') + "\n", std::string("\0\0\x80\x3f\0\0\0\x40", 8));
  CHECK(read_file(folder.path("a.npy")) == want);
  CHECK(want.size() == 128 + 8);
}

TEST_CASE("Fortran order becomes a view with the first dimension contiguous") {
  const Tensor x = read(npy(dictionary("|u1", "True", "(2, 3)"), kSix));
  require_equal(x, from_values({1, 3, 5, 2, 4, 6}, {2, 3}, DType::u8));
  CHECK(x.strides() == Strides{1, 2});
}

TEST_CASE("versions 2.0 and 3.0, other spaces, quotes and key orders are read") {
  const Tensor want = from_values({1, 2, 3, 4, 5, 6}, {6}, DType::u8);
  require_equal(read(npy(dictionary("|u1", "False", "(6,)"), kSix, 2)), want);
  require_equal(read(npy(dictionary("<u1", "False", "(6,)"), kSix, 3)), want);
  require_equal(read(npy("{\"shape\":(6,),'fortran_order':False,'descr':'|u1'}", kSix)), want);
  require_equal(read(npy(dictionary("|u1", "False", "(6 , 1,)"), kSix)), raw::reshape(want, {6, 1}));
}

TEST_CASE("every way to cut an .npy file off is refused") {
  const std::string whole = npy(dictionary("|u1", "False", "(2, 3)"), kSix);
  for (size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK_THROWS_AS(read(whole.substr(0, size)), IoError);
  }
  CHECK(contains(refusal(whole + "x"), "(2,3) of u8 takes 6 bytes, but 7 follow the header"));
}

TEST_CASE("an .npy header that lies or is malformed is refused") {
  const auto shape = [](const std::string& sizes) { return refusal(npy(dictionary("|u1", "False", sizes), kSix)); };
  CHECK(contains(shape("(-6,)"), "no size before 2^63"));
  CHECK(contains(shape("(6)"), "not a tuple"));
  CHECK(contains(shape("6"), "lacks ("));
  CHECK(contains(shape("(6,,)"), "no size before 2^63"));
  CHECK(contains(shape("(9223372036854775808,)"), "no size before 2^63"));
  CHECK(contains(shape("(4294967296, 4294967296)"), "more than 2^63 elements"));
  CHECK(contains(shape("(1, 1, 1, 1, 1, 1, 1, 1, 6)"), "more than the 8 dimensions"));
  CHECK(contains(shape("(5,)"), "takes 5 bytes, but 6 follow"));
  CHECK(contains(refusal(npy(dictionary("<f8", "False", "(2305843009213693952,)"))), "takes more than 2^63 bytes"));
  CHECK(contains(refusal(npy(dictionary("|u1", "Maybe", "(6,)"), kSix)), "lacks False before 'Maybe"));
  CHECK(contains(refusal(npy("{'descr': '|u1', 'shape': (6,)}", kSix)), "needs descr, fortran_order and shape"));
  CHECK(contains(refusal(npy("{'descr': '|u1', 'descr': '|u1'}", kSix)), "unknown or second key"));
  CHECK(contains(refusal(npy("{'other': 1}", kSix)), "unknown or second key"));
  CHECK(contains(refusal(npy("{'descr': '|u1", kSix)), "without an end"));
  CHECK(contains(refusal(npy("{'descr': '|\\x75'}", kSix)), "escape"));
  CHECK(contains(refusal(npy(dictionary("|u1", "False", "(6,)") + "x", kSix)), "goes on after the end"));
  CHECK(contains(refusal(npy("", kSix)), "lacks { before ''"));
  CHECK(contains(refusal(npy(std::string(70'000, ' '), "", 2)), "at most 65536 are read"));
  CHECK(contains(refusal(npy("{}", "", 4)), "version 4.0, want 1.0, 2.0 or 3.0"));
  CHECK(contains(refusal("PK\x03\x04 an .npz archive"), "does not start as an .npy file does"));
  CHECK(contains(refusal(npy(dictionary("|b1", "False", "(6,)"), kSix)), "want 0 or 1"));
}

TEST_CASE("dtypes that NumPy lacks are a DTypeError") {
  const TemporaryFolder folder;
  const DType dtype = GENERATE(DType::bf16, DType::f8e4m3, DType::f8e5m2, DType::u4x2);
  CHECK_THROWS_AS(write_npy(folder.path("a.npy"), empty({2}, dtype)), DTypeError);
}

TEST_CASE("elements that a Tensor cannot hold are a DTypeError") {
  for (const char* descr : {">f4", "<c8", "|O", "<U3", "<u8", "|V4", "f4", ""}) {
    CAPTURE(descr);
    CHECK_THROWS_AS(read(npy(dictionary(descr, "False", "(6,)"), kSix)), DTypeError);
  }
  CHECK_THROWS_AS(read(npy("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (6,)}", kSix)), DTypeError);
  CHECK(contains(refusal(npy(dictionary(">f4", "False", "(1,)"), "1234")), "its elements are '>f4'"));
}
