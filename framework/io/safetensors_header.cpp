#include <algorithm>
#include <bit>
#include <cstring>

#include "framework/base/error.h"
#include "framework/io/detail/safetensors_dtypes.h"
#include "framework/io/detail/safetensors_header.h"

namespace llmsys::detail {
namespace {

constexpr size_t kLengthBytes = 8;

static_assert(std::endian::native == std::endian::little, "the format, and so this code, is little-endian");

std::string_view json_of(std::string_view file) {
  LLMSYS_CHECK(IoError, file.size() >= kLengthBytes, "it has ", file.size(),
               " bytes, its header alone needs more than ", kLengthBytes, ": not a safetensors file, or cut off");
  uint64_t length = 0;
  std::memcpy(&length, file.data(), kLengthBytes);
  LLMSYS_CHECK(IoError, length <= kSafetensorsHeaderLimit, "its header claims ", length, " bytes, at most ",
               kSafetensorsHeaderLimit, " are allowed: not a safetensors file");
  LLMSYS_CHECK(IoError, length <= file.size() - kLengthBytes, "its header claims ", length, " bytes, but only ",
               file.size() - kLengthBytes, " follow: the file is cut off");
  const std::string_view json = file.substr(kLengthBytes, length);
  LLMSYS_CHECK(IoError, json.starts_with('{'), "its header does not start with '{': not a safetensors file");
  LLMSYS_CHECK(IoError, json.find('\0') == json.npos, "its header holds a NUL byte");  // JSON would end there
  return json;
}

// The bytes of an entry are those of its shape.
void check_size(const SafetensorsEntry& entry) {
  const SafetensorsDType* row = find_safetensors_dtype(entry.dtype_name);
  if (row == nullptr) return;  // a dtype of the future: only its place can be checked
  int64_t bytes = 0;
  const bool overflow = __builtin_mul_overflow(entry.shape.numel(), row->bytes, &bytes);
  LLMSYS_CHECK(IoError, !overflow && static_cast<size_t>(bytes) == entry.end - entry.begin, "tensor '", entry.name,
               "' has ", entry.end - entry.begin, " bytes, but ", entry.dtype_name, " of shape ", entry.shape,
               " takes ", overflow ? "more than 2^63" : text(bytes));
}

// Side by side, from the first byte of the data to the last.
void check_places(std::vector<const SafetensorsEntry*> entries, size_t data_bytes) {
  std::sort(entries.begin(), entries.end(),
            [](const auto* a, const auto* b) { return std::pair(a->begin, a->end) < std::pair(b->begin, b->end); });
  size_t end = 0;
  for (const SafetensorsEntry* entry : entries) {
    LLMSYS_CHECK(IoError, entry->begin == end && entry->end >= entry->begin, "tensor '", entry->name, "' has bytes ",
                 entry->begin, " to ", entry->end, " of the data, want it to start at ", end,
                 ", where the one before it ends");
    LLMSYS_CHECK(IoError, entry->end <= data_bytes, "tensor '", entry->name, "' ends at byte ", entry->end,
                 " of the data, but there are only ", data_bytes, ": the file is cut off");
    end = entry->end;
  }
  LLMSYS_CHECK(IoError, end == data_bytes, "its tensors have ", end, " bytes, but ", data_bytes,
               " follow the header: the file has bytes that belong to no tensor");
}

}  // namespace

SafetensorsHeader read_safetensors_header(std::string_view file) {
  const std::string_view json = json_of(file);
  SafetensorsHeader header = parse_safetensors_json(json);
  const size_t data_begin = kLengthBytes + json.size();
  std::vector<const SafetensorsEntry*> entries;
  for (const SafetensorsEntry& entry : header.entries) entries.push_back(&entry);
  check_places(entries, file.size() - data_begin);
  for (SafetensorsEntry& entry : header.entries) {
    check_size(entry);
    entry.begin += data_begin;
    entry.end += data_begin;
  }
  return header;
}

}  // namespace llmsys::detail
