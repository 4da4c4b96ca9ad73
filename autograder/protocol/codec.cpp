#include "autograder/protocol/codec.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>
#include <limits>

#include "framework/base/error.h"
#include "framework/tensor/copy.h"
#include "framework/tensor/factories.h"

namespace llmsys {
namespace {

static_assert(std::endian::native == std::endian::little, "the wire format is the memory of a little-endian machine");

constexpr int kMaxDepth = 16;
constexpr int64_t kMaxRank = 8;
constexpr size_t kMaxValues = size_t{1} << 20;  // a value takes 2 bytes on the wire and about 50 here: bound the ratio
constexpr size_t kMaxNames = 4096;              // names of a map are searched one by one

template <class T>
void put(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void put_value(std::string& out, const Value& value);

// Where a contiguous tensor's bytes begin.
std::byte* first_byte(const Tensor& tensor) {
  return tensor.storage().data() + tensor.offset() * item_size(tensor.dtype());
}

void put_tensor(std::string& out, const Tensor& tensor) {
  const Tensor dense = raw::contiguous(raw::to(tensor, Device::cpu));
  put(out, static_cast<uint8_t>(dense.dtype()));
  put(out, static_cast<uint8_t>(dense.rank()));
  for (const int64_t size : dense.shape()) put(out, size);
  if (dense.bytes() > 0)
    out.append(reinterpret_cast<const char*>(first_byte(dense)), static_cast<size_t>(dense.bytes()));
}

void put_map(std::string& out, const Values& values) {
  put(out, static_cast<uint32_t>(values.size()));
  for (const auto& [name, value] : values) {
    LLMSYS_CHECK(ValueError, name.size() <= std::numeric_limits<uint16_t>::max(), "[encode] a name is too long");
    put(out, static_cast<uint16_t>(name.size()));
    out += name;
    put_value(out, value);
  }
}

void put_value(std::string& out, const Value& value) {
  out += "Tidbslm"[value.variant().index()];
  switch (value.variant().index()) {
    case 0: return put_tensor(out, value.tensor());
    case 1: return put(out, value.integer());
    case 2: return put(out, value.number());
    case 3: return put(out, static_cast<uint8_t>(value.boolean()));
    case 4:
      put(out, uint64_t{value.bytes().size()});
      out += value.bytes();
      return;
    case 5:
      put(out, static_cast<uint32_t>(value.list().size()));
      for (const Value& item : value.list()) put_value(out, item);
      return;
    default: return put_map(out, value.map());
  }
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::string_view take(uint64_t size) {
    LLMSYS_CHECK(ValueError, size <= rest_.size(), "[decode] ", size, " bytes wanted, ", rest_.size(), " left");
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  template <class T>
  T number() {
    T value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }

  // A count of items that take at least `item_bytes` each: a lying count cannot make us allocate.
  size_t count(size_t item_bytes) {
    const auto n = number<uint32_t>();
    LLMSYS_CHECK(ValueError, n <= rest_.size() / item_bytes, "[decode] ", n, " items do not fit ", rest_.size(),
                 " bytes");
    return n;
  }

  // Each value is counted, whatever it holds.
  void count_value() {
    LLMSYS_CHECK(ValueError, ++values_ <= kMaxValues, "[decode] more than ", kMaxValues, " values");
  }

  [[nodiscard]] uint64_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
  size_t values_ = 0;
};

bool take_bool(uint8_t byte) {
  LLMSYS_CHECK(ValueError, byte <= 1, "[decode] a truth value must be 0 or 1, got ", byte);
  return byte == 1;
}

Shape take_shape(Reader& in, int64_t item_bytes) {
  const int64_t rank = in.number<uint8_t>();
  LLMSYS_CHECK(ValueError, rank <= kMaxRank, "[decode] rank ", rank, " is above ", kMaxRank);
  std::vector<int64_t> sizes;
  uint64_t elements = 1;
  const uint64_t room = in.left() / static_cast<uint64_t>(item_bytes);
  bool empty = false;
  for (int64_t i = 0; i < rank; ++i) {
    sizes.push_back(in.number<int64_t>());
    LLMSYS_CHECK(ValueError, sizes.back() >= 0 && sizes.back() <= std::numeric_limits<int32_t>::max(),
                 "[decode] a size of ", sizes.back());
    empty = empty || sizes.back() == 0;
    elements = std::min(elements * static_cast<uint64_t>(sizes.back() == 0 ? 1 : sizes.back()), room + 1);
  }
  LLMSYS_CHECK(ValueError, empty || elements <= room, "[decode] a tensor larger than its message");
  return Shape(sizes);
}

Tensor take_tensor(Reader& in) {
  const auto code = in.number<uint8_t>();
  LLMSYS_CHECK(ValueError, code < kDTypes, "[decode] no dtype has code ", code);
  const auto dtype = static_cast<DType>(code);
  const Shape shape = take_shape(in, static_cast<int64_t>(item_size(dtype)));
  Tensor tensor = empty(shape, dtype, Device::cpu);
  const std::string_view bytes = in.take(static_cast<uint64_t>(tensor.bytes()));
  if (dtype == DType::boolean)
    for (const char byte : bytes) take_bool(static_cast<uint8_t>(byte));
  if (!bytes.empty()) std::memcpy(first_byte(tensor), bytes.data(), bytes.size());
  return tensor;
}

Value take_value(Reader& in, int depth);

Values take_map(Reader& in, int depth) {
  Values out;
  const size_t n = in.count(3);
  LLMSYS_CHECK(ValueError, n <= kMaxNames, "[decode] a map of ", n, " names is above ", kMaxNames);
  for (size_t i = 0; i < n; ++i) {
    const auto length = in.number<uint16_t>();
    const std::string name(in.take(length));
    LLMSYS_CHECK(ValueError, out.find(name) == nullptr, "[decode] a name appears twice: ", name);
    out.set(name, take_value(in, depth));
  }
  return out;
}

Value take_value(Reader& in, int depth) {
  LLMSYS_CHECK(ValueError, depth < kMaxDepth, "[decode] more than ", kMaxDepth, " levels");
  in.count_value();
  const char tag = in.take(1)[0];
  switch (tag) {
    case 'T': return take_tensor(in);
    case 'i': return in.number<int64_t>();
    case 'd': return in.number<double>();
    case 'b': return take_bool(in.number<uint8_t>());
    case 's': return std::string(in.take(in.number<uint64_t>()));
    case 'l': {
      List list;
      for (size_t n = in.count(1); n > 0; --n) list.push_back(take_value(in, depth + 1));
      return list;
    }
    case 'm': return take_map(in, depth + 1);
    default: throw ValueError(text("[decode] no value starts with byte ", static_cast<int>(tag)));
  }
}

}  // namespace

std::string encode(const Values& values) {
  std::string out;
  put_map(out, values);
  return out;
}

Values decode(std::string_view bytes) {
  Reader in(bytes);
  Values values = take_map(in, 0);
  LLMSYS_CHECK(ValueError, in.left() == 0, "[decode] ", in.left(), " bytes too many");
  return values;
}

}  // namespace llmsys
