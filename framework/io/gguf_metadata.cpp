#include <charconv>

#include "framework/base/error.h"
#include "framework/io/detail/byte_reader.h"
#include "framework/io/detail/gguf_header.h"
#include "framework/io/detail/messages.h"
#include "framework/io/gguf.h"

namespace llmsys {
namespace {

using Type = GgufMetadata::Type;

constexpr std::string_view kTypeNames[] = {"u8",   "i8",   "u16",   "i16", "u32", "i32", "f32",
                                           "bool", "text", "array", "u64", "i64", "f64"};

// The double with the same shortest decimal text: what was 1e-5 before it was stored as f32.
double widened(float value) {
  const std::string digits = to_text(value);
  double out = static_cast<double>(value);
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return out;
}

}  // namespace

std::string to_text(const GgufMetadata::Value& value) {
  const auto name = [](Type type) { return kTypeNames[static_cast<size_t>(type)]; };
  return value.type == Type::array ? text("array of ", name(value.element)) : std::string(name(value.type));
}

std::string_view GgufMetadata::file() const { return detail::view_of(bytes_); }

const GgufMetadata::Value& GgufMetadata::find(std::string_view key) const {
  const auto found = values_.find(key);
  LLMSYS_CHECK(IoError, found != values_.end(), name_, ": the metadata key '", key, "' is missing");
  return found->second;
}

const GgufMetadata::Value& GgufMetadata::find_array(std::string_view key) const {
  const Value& value = find(key);
  if (value.type != Type::array) refuse(key, "an array");
  return value;
}

void GgufMetadata::refuse(std::string_view key, const std::string& wanted) const {
  throw IoError(llmsys::text(name_, ": metadata '", key, "' must be ", wanted, ", is ", to_text(find(key))));
}

int64_t GgufMetadata::integer_at(std::string_view key, Type type, size_t at) const {
  detail::ByteReader reader(file(), at);
  switch (type) {
    case Type::u8: return reader.number<uint8_t>(key);
    case Type::i8: return reader.number<int8_t>(key);
    case Type::u16: return reader.number<uint16_t>(key);
    case Type::i16: return reader.number<int16_t>(key);
    case Type::u32: return reader.number<uint32_t>(key);
    case Type::i32: return reader.number<int32_t>(key);
    case Type::i64: return reader.number<int64_t>(key);
    case Type::u64: {
      const auto value = reader.number<uint64_t>(key);
      LLMSYS_CHECK(IoError, value <= INT64_MAX, name_, ": metadata '", key, "' is ", value, ", beyond 2^63");
      return static_cast<int64_t>(value);
    }
    default: refuse(key, "a whole number");
  }
}

int64_t GgufMetadata::integer(std::string_view key) const {
  const Value& value = find(key);
  return integer_at(key, value.type, value.begin);
}

int64_t GgufMetadata::integer(std::string_view key, int64_t otherwise) const {
  return contains(key) ? integer(key) : otherwise;
}

double GgufMetadata::real(std::string_view key) const {
  const Value& value = find(key);
  detail::ByteReader reader(file(), value.begin);
  if (value.type == Type::f64) return reader.number<double>(key);
  if (value.type != Type::f32) refuse(key, "a number with a point");
  return widened(reader.number<float>(key));
}

double GgufMetadata::real(std::string_view key, double otherwise) const {
  return contains(key) ? real(key) : otherwise;
}

bool GgufMetadata::flag(std::string_view key, bool otherwise) const {
  if (!contains(key)) return otherwise;
  const Value& value = find(key);
  if (value.type != Type::boolean) refuse(key, "a bool");
  const auto byte = detail::ByteReader(file(), value.begin).number<uint8_t>(key);
  LLMSYS_CHECK(IoError, byte <= 1, name_, ": metadata '", key, "' is the bool ", int{byte}, ", want 0 or 1");
  return byte == 1;
}

std::string GgufMetadata::text(std::string_view key) const {
  const Value& value = find(key);
  if (value.type != Type::text) refuse(key, "a text");
  detail::ByteReader reader(file(), value.begin);
  return std::string(reader.take(reader.number<uint64_t>(key), key));
}

std::string GgufMetadata::text(std::string_view key, const std::string& otherwise) const {
  return contains(key) ? text(key) : otherwise;
}

std::vector<int64_t> GgufMetadata::integers(std::string_view key) const {
  const Value& value = find_array(key);
  const size_t size = detail::gguf_item_size(value.element);
  if (size == 0) refuse(key, "an array of whole numbers");
  std::vector<int64_t> out(value.count);
  for (size_t i = 0; i < out.size(); ++i) out[i] = integer_at(key, value.element, value.begin + i * size);
  return out;
}

std::vector<float> GgufMetadata::floats(std::string_view key) const {
  const Value& value = find_array(key);
  if (value.element != Type::f32) refuse(key, "an array of f32");
  std::vector<float> out(value.count);
  const std::string_view bytes = detail::ByteReader(file(), value.begin).take(value.count * sizeof(float), key);
  if (!out.empty()) std::memcpy(out.data(), bytes.data(), bytes.size());
  return out;
}

std::vector<std::string> GgufMetadata::texts(std::string_view key) const {
  const Value& value = find_array(key);
  if (value.element != Type::text) refuse(key, "an array of texts");
  detail::ByteReader reader(file(), value.begin);
  std::vector<std::string> out;
  for (uint64_t i = 0; i < value.count; ++i) out.emplace_back(reader.take(reader.number<uint64_t>(key), key));
  return out;
}

}  // namespace llmsys
