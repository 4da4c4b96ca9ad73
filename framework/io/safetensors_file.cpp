#include "framework/base/error.h"
#include "framework/base/text.h"
#include "framework/io/detail/safetensors_dtypes.h"
#include "framework/io/detail/safetensors_header.h"
#include "framework/io/safetensors.h"
#include "framework/tensor/copy.h"

namespace llmsys {
namespace {

// "; the nearest is 'layers.0.weight'", or how many there are.
std::string nearest_name(const std::vector<SafetensorsEntry>& entries, std::string_view name) {
  const SafetensorsEntry* nearest = nullptr;
  size_t least = name.size() / 2 + 1;
  for (const SafetensorsEntry& entry : entries) {
    if (entry.name.size() > name.size() + least) continue;  // too far away, however long it takes to find out
    const auto distance = static_cast<size_t>(edit_distance(entry.name, name));
    if (distance >= least) continue;
    least = distance;
    nearest = &entry;
  }
  return nearest != nullptr ? text("; the nearest is '", nearest->name, "'")
                            : text(" among its ", entries.size(), " tensors");
}

// For a terminal: what a file says about itself may be long, or hold control characters.
std::string printable(std::string message) {
  constexpr size_t kMost = 400;
  for (char& c : message)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  if (message.size() > kMost) message.replace(kMost, std::string::npos, "...");
  return message;
}

}  // namespace

SafetensorsFile::SafetensorsFile(const std::string& path) : SafetensorsFile(map_file(path), path) {}

SafetensorsFile::SafetensorsFile(SharedBytes bytes, std::string name)
    : path_(std::move(name)), bytes_(std::move(bytes)) {
  try {
    const std::string_view file(reinterpret_cast<const char*>(bytes_.data.get()), bytes_.size);
    detail::SafetensorsHeader header = detail::read_safetensors_header(file);
    entries_ = std::move(header.entries);
    metadata_ = std::move(header.metadata);
  } catch (const IoError& error) {
    throw IoError(text("[SafetensorsFile] ", path_, ": ", printable(error.what())));
  }
  for (size_t i = 0; i < entries_.size(); ++i) index_[entries_[i].name] = i;
}

std::vector<std::string> SafetensorsFile::names() const {
  std::vector<std::string> out;
  for (const SafetensorsEntry& entry : entries_) out.push_back(entry.name);
  return out;
}

Tensor SafetensorsFile::tensor(std::string_view name) const {
  const auto found = index_.find(name);
  LLMSYS_CHECK(IoError, found != index_.end(), "[SafetensorsFile] ", path_, " has no tensor '", name, "'",
               nearest_name(entries_, name));
  const SafetensorsEntry& entry = entries_[found->second];
  const detail::SafetensorsDType* row = detail::find_safetensors_dtype(entry.dtype_name);
  LLMSYS_CHECK(DTypeError, row != nullptr && row->dtype.has_value(), "[SafetensorsFile] ", path_, ": tensor '", name,
               "' has dtype ", entry.dtype_name, ", which a Tensor cannot hold: convert the file first");
  return tensor_over(bytes_, entry.begin, entry.shape, *row->dtype,
                     text("[SafetensorsFile] ", path_, ": tensor '", name, "'"));
}

Tensor SafetensorsFile::load(std::string_view name) const { return raw::clone(tensor(name)); }

}  // namespace llmsys
