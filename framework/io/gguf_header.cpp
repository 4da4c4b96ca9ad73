#include <algorithm>
#include <bit>

#include "framework/base/error.h"
#include "framework/io/detail/byte_reader.h"
#include "framework/io/detail/gguf_header.h"

namespace llmsys::detail {
namespace {

using Type = GgufMetadata::Type;

constexpr uint32_t kMostDimensions = 4;  // of ggml
constexpr int kMostDepth = 4;            // arrays in arrays; in practice there are none
constexpr uint64_t kDefaultAlignment = 32;
constexpr std::string_view kAlignmentKey = "general.alignment";

std::string read_text(ByteReader& reader, std::string_view what) {
  return std::string(reader.take(reader.number<uint64_t>(what), what));
}

Type read_type(ByteReader& reader) {
  const auto number = reader.number<uint32_t>("a value's type");
  LLMSYS_CHECK(IoError, number <= static_cast<uint32_t>(Type::f64), "a value has type ", number, ", want 0 to 12");
  return static_cast<Type>(number);
}

void pass_items(ByteReader& reader, Type type, uint64_t count, int depth);

void pass_array(ByteReader& reader, GgufMetadata::Value& value, int depth) {
  LLMSYS_CHECK(IoError, depth < kMostDepth, "arrays nest deeper than ", kMostDepth, " levels");
  value.element = read_type(reader);
  value.count = reader.number<uint64_t>("an array's length");
  value.begin = reader.at();
  pass_items(reader, value.element, value.count, depth + 1);
}

// Goes past `count` values of one type. A count that lies costs no more time than the file has bytes.
void pass_items(ByteReader& reader, Type type, uint64_t count, int depth) {
  if (const size_t size = gguf_item_size(type); size > 0) {
    LLMSYS_CHECK(IoError, count <= reader.left() / size, "an array claims ", count, " elements of ", size,
                 " bytes, but only ", reader.left(), " bytes follow");
    reader.take(count * size, "an array");
    return;
  }
  for (uint64_t i = 0; i < count; ++i) {
    GgufMetadata::Value ignored;
    if (type == Type::array)
      pass_array(reader, ignored, depth);
    else
      reader.take(reader.number<uint64_t>("a text's length"), "a text");
  }
}

GgufMetadata::Value read_value(ByteReader& reader) {
  GgufMetadata::Value value;
  value.type = read_type(reader);
  value.begin = reader.at();
  if (value.type == Type::array)
    pass_array(reader, value, 0);
  else
    pass_items(reader, value.type, 1, 0);
  value.end = reader.at();
  return value;
}

void read_values(ByteReader& reader, uint64_t count, GgufHeader& header) {
  for (uint64_t i = 0; i < count; ++i) {
    const std::string key = read_text(reader, text("the key of metadata value ", i));
    try {
      LLMSYS_CHECK(IoError, header.values.emplace(key, read_value(reader)).second, "the key comes twice");
    } catch (const IoError& error) {
      throw IoError(text("metadata '", key.substr(0, 100), "': ", error.what()));
    }
  }
}

// The file's sizes have the fastest one first.
Shape read_shape(ByteReader& reader) {
  const auto rank = reader.number<uint32_t>("the number of dimensions");
  LLMSYS_CHECK(IoError, rank <= kMostDimensions, "it has ", rank, " dimensions, at most ", kMostDimensions,
               " are allowed");
  std::vector<int64_t> sizes(rank);
  for (auto size = sizes.rbegin(); size != sizes.rend(); ++size) *size = reader.number<int64_t>("the sizes");
  return sizes;  // which checks them
}

// Until its place is checked, `begin` counts from the start of the tensors' bytes, and `end` is the size.
GgufEntry read_entry(ByteReader& reader, std::string name) {
  GgufEntry entry{.name = std::move(name), .type_name = "", .shape = read_shape(reader), .begin = 0, .end = 0};
  const auto number = reader.number<uint32_t>("the type");
  entry.begin = reader.number<uint64_t>("the offset");
  const GgmlType* type = find_ggml_type(number);
  entry.type_name = type != nullptr ? std::string(type->name) : text("number ", number);
  if (type == nullptr) return entry;
  const int64_t row = entry.shape.size() == 0 ? 1 : entry.shape.back();
  LLMSYS_CHECK(IoError, row % type->numbers == 0, "a row has ", row, " numbers, but ", type->name, " has blocks of ",
               type->numbers);
  LLMSYS_CHECK(IoError, !__builtin_mul_overflow(entry.shape.numel() / type->numbers, type->bytes, &entry.end),
               type->name, " of shape ", entry.shape, " takes more than 2^63 bytes");
  return entry;
}

void read_entries(ByteReader& reader, uint64_t count, GgufHeader& header) {
  for (uint64_t i = 0; i < count; ++i) {
    const std::string name = read_text(reader, text("the name of tensor ", i));
    try {
      header.entries.push_back(read_entry(reader, name));
    } catch (const Error& error) {  // a ShapeError among them
      throw IoError(text("tensor '", name.substr(0, 100), "': ", error.what()));
    }
  }
}

uint64_t alignment_of(const SharedBytes& file, const GgufHeader& header) {
  const GgufMetadata metadata(file, header.values, "metadata");
  const int64_t out = metadata.integer(kAlignmentKey, kDefaultAlignment);
  LLMSYS_CHECK(IoError, out > 0 && out <= INT32_MAX && std::has_single_bit(static_cast<uint64_t>(out)), kAlignmentKey,
               " must be a power of two, is ", out);
  return static_cast<uint64_t>(out);
}

// From offsets to places in the file; whether they are aligned, within it, and apart.
void place(std::vector<GgufEntry>& entries, uint64_t data_begin, uint64_t alignment, uint64_t file_size) {
  const uint64_t most = file_size - std::min(data_begin, file_size);
  std::vector<const GgufEntry*> order;
  for (GgufEntry& entry : entries) {
    LLMSYS_CHECK(IoError, entry.begin % alignment == 0, "tensor '", entry.name, "' has offset ", entry.begin,
                 ", which is not a multiple of the alignment ", alignment);
    LLMSYS_CHECK(IoError, entry.begin <= most && entry.end <= most - entry.begin, "tensor '", entry.name, "' has ",
                 entry.end, " bytes at offset ", entry.begin, ", but only ", most,
                 " follow the header: the file is cut off");
    entry.begin += data_begin;
    entry.end += entry.begin;
    order.push_back(&entry);
  }
  std::sort(order.begin(), order.end(),
            [](const auto* a, const auto* b) { return std::pair(a->begin, a->end) < std::pair(b->begin, b->end); });
  for (size_t i = 1; i < order.size(); ++i)
    LLMSYS_CHECK(IoError, order[i - 1]->end <= order[i]->begin, "tensors '", order[i - 1]->name, "' and '",
                 order[i]->name, "' overlap");
}

int64_t read_version(ByteReader& reader) {
  LLMSYS_CHECK(IoError, reader.left() >= 4 && reader.take(4, "the magic") == "GGUF",
               "it does not start with 'GGUF': not a GGUF file");
  const auto version = reader.number<uint32_t>("the version");
  LLMSYS_CHECK(IoError, version % (1U << 24) != 0 || version == 0, "it is big-endian: convert it on a machine that is");
  LLMSYS_CHECK(IoError, version == 2 || version == 3, "its format has version ", version,
               ", want 2 or 3: convert it again with a current llama.cpp");
  return version;
}

}  // namespace

size_t gguf_item_size(Type type) {
  switch (type) {
    case Type::u8:
    case Type::i8:
    case Type::boolean: return 1;
    case Type::u16:
    case Type::i16: return 2;
    case Type::u32:
    case Type::i32:
    case Type::f32: return 4;
    case Type::u64:
    case Type::i64:
    case Type::f64: return 8;
    default: return 0;
  }
}

GgufHeader read_gguf_header(const SharedBytes& file) {
  ByteReader reader(view_of(file));
  GgufHeader header;
  header.version = read_version(reader);
  const auto tensors = reader.number<uint64_t>("the number of tensors");
  const auto values = reader.number<uint64_t>("the number of metadata values");
  read_values(reader, values, header);
  read_entries(reader, tensors, header);
  const uint64_t alignment = alignment_of(file, header);
  place(header.entries, (reader.at() + alignment - 1) / alignment * alignment, alignment, file.size);
  return header;
}

}  // namespace llmsys::detail
