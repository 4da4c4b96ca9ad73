#include <algorithm>
#include <charconv>
#include <cstring>

#include "framework/base/error.h"
#include "framework/io/detail/npy_header.h"

namespace llmsys::detail {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr size_t kHeaderLimit = 64 << 10;  // a header of ours has 128 bytes; NumPy itself refuses more than 10,000
constexpr size_t kAlignment = 64;

struct DescrRow {
  DType dtype;
  std::string_view descr;
};
constexpr DescrRow kDescrs[] = {{DType::f64, "<f8"}, {DType::f32, "<f4"}, {DType::f16, "<f2"}, {DType::i64, "<i8"},
                                {DType::i32, "<i4"}, {DType::i8, "|i1"},  {DType::u8, "|u1"},  {DType::boolean, "|b1"}};

// Reads the one kind of Python that headers are written in: {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }
class Scanner {
 public:
  explicit Scanner(std::string_view rest) : rest_(rest) {}

  // Whether `token` comes next; if so, it is passed.
  bool take(std::string_view token) {
    skip_spaces();
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  void expect(std::string_view token) {
    LLMSYS_CHECK(IoError, take(token), "its header lacks ", token, " before ", shown());
  }
  std::string quoted() {
    const char quote = take("'") ? '\'' : '"';
    if (quote == '"') expect("\"");
    const size_t end = rest_.find(quote);
    LLMSYS_CHECK(IoError, end != rest_.npos, "its header has a text without an end: ", shown());
    const std::string out(rest_.substr(0, end));
    LLMSYS_CHECK(IoError, out.find('\\') == out.npos, "its header has an escape in a text");
    rest_.remove_prefix(end + 1);
    return out;
  }
  int64_t number() {
    skip_spaces();
    int64_t value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    LLMSYS_CHECK(IoError, error == std::errc() && value >= 0, "its header has no size before 2^63 at ", shown());
    rest_.remove_prefix(static_cast<size_t>(end - rest_.data()));
    return value;
  }
  void expect_end() {
    skip_spaces();
    LLMSYS_CHECK(IoError, rest_.empty(), "its header goes on after the end: ", shown());
  }
  // What comes next, for messages.
  [[nodiscard]] std::string shown() const {
    std::string out(rest_.substr(0, 20));
    for (char& c : out)
      if (c < 0x20 || c == 0x7f) c = '?';
    return text("'", out, "'");
  }

 private:
  void skip_spaces() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\n\r"), rest_.size())); }

  std::string_view rest_;
};

// (), (3,), (3, 4), (3, 4,)
Shape read_shape(Scanner& scanner) {
  std::vector<int64_t> sizes;
  scanner.expect("(");
  while (!scanner.take(")")) {
    LLMSYS_CHECK(IoError, sizes.size() < static_cast<size_t>(kMaxRank), "it has more than the ", kMaxRank,
                 " dimensions of a Tensor");
    sizes.push_back(scanner.number());
    if (!scanner.take(",")) {
      LLMSYS_CHECK(IoError, sizes.size() > 1, "its header has a shape that is not a tuple: want a comma at ",
                   scanner.shown());
      scanner.expect(")");
      break;
    }
  }
  try {
    return sizes;
  } catch (const ShapeError& error) {
    throw IoError(error.what());
  }
}

bool read_bool(Scanner& scanner) {
  if (scanner.take("True")) return true;
  scanner.expect("False");
  return false;
}

std::string read_descr(Scanner& scanner) {
  LLMSYS_CHECK(DTypeError, !scanner.take("["), "its elements are structures, a Tensor holds plain numbers");
  return scanner.quoted();
}

NpyHeader parse_dictionary(std::string_view line) {
  NpyHeader header;
  bool descr = false, order = false, shape = false;
  Scanner scanner(line);
  scanner.expect("{");
  while (!scanner.take("}")) {
    const std::string key = scanner.quoted();
    scanner.expect(":");
    bool* const seen = key == "descr" ? &descr : key == "fortran_order" ? &order : key == "shape" ? &shape : nullptr;
    LLMSYS_CHECK(IoError, seen != nullptr && !*seen, "its header has an unknown or second key before ",
                 scanner.shown());
    *seen = true;
    if (seen == &descr) header.descr = read_descr(scanner);
    if (seen == &order) header.fortran_order = read_bool(scanner);
    if (seen == &shape) header.shape = read_shape(scanner);
    if (scanner.take(",")) continue;
    scanner.expect("}");
    break;
  }
  scanner.expect_end();
  LLMSYS_CHECK(IoError, descr && order && shape, "its header needs descr, fortran_order and shape");
  return header;
}

}  // namespace

NpyHeader read_npy_header(std::string_view file) {
  LLMSYS_CHECK(IoError, file.starts_with(kMagic) && file.size() >= 12, "it does not start as an .npy file does");
  const auto major = static_cast<unsigned char>(file[6]), minor = static_cast<unsigned char>(file[7]);
  LLMSYS_CHECK(IoError, major >= 1 && major <= 3 && minor == 0, "its format has version ", int{major}, ".", int{minor},
               ", want 1.0, 2.0 or 3.0");
  const size_t length_bytes = major == 1 ? 2 : 4;
  uint32_t length = 0;  // little-endian, like this machine
  std::memcpy(&length, file.data() + 8, length_bytes);
  const std::string_view rest = file.substr(8 + length_bytes);
  LLMSYS_CHECK(IoError, length <= rest.size(), "its header claims ", length, " bytes, but only ", rest.size(),
               " follow: the file is cut off");
  LLMSYS_CHECK(IoError, length <= kHeaderLimit, "its header claims ", length, " bytes, at most ", kHeaderLimit,
               " are read");
  NpyHeader header = parse_dictionary(rest.substr(0, length));
  header.data_begin = 8 + length_bytes + length;
  return header;
}

std::string npy_header(std::string_view descr, const Shape& shape) {
  const std::string sizes = text("(", join(shape, ", "), shape.size() == 1 ? ",)" : ")");
  std::string line = text("{'descr': '", descr, "', 'fortran_order': False, 'shape': ", sizes, ", }");
  const size_t before = kMagic.size() + 4;
  line.append(kAlignment - 1 - (before + line.size()) % kAlignment, ' ');
  line.push_back('\n');
  const auto length = static_cast<uint16_t>(line.size());
  std::string out(kMagic);
  out.append({'\1', '\0', static_cast<char>(length & 0xff), static_cast<char>(length >> 8)});
  return out + line;
}

DType dtype_of_descr(std::string_view descr) {
  for (const DescrRow& row : kDescrs)
    if (descr == row.descr ||
        (item_size(row.dtype) == 1 && descr.size() == 3 && descr.substr(1) == row.descr.substr(1)))
      return row.dtype;
  throw DTypeError(text("its elements are '", descr.substr(0, 20), "'; a Tensor takes ",
                        "little-endian f2, f4, f8, i1, i4, i8, u1 or b1: convert with x.astype('<f4')"));
}

std::string_view descr_of_dtype(DType dtype) {
  for (const DescrRow& row : kDescrs)
    if (row.dtype == dtype) return row.descr;
  throw DTypeError(text("[write_npy] NumPy has no ", dtype, ": convert with raw::to(x, dtype)"));
}

}  // namespace llmsys::detail
