#include "framework/base/error.h"
#include "framework/io/detail/messages.h"
#include "framework/io/detail/safetensors_dtypes.h"
#include "framework/io/detail/safetensors_header.h"
#include "framework/io/safetensors.h"
#include "framework/tensor/copy.h"

namespace llmsys {
SafetensorsFile::SafetensorsFile(const std::string& path) : SafetensorsFile(map_file(path), path) {}

SafetensorsFile::SafetensorsFile(SharedBytes bytes, std::string name)
    : path_(std::move(name)), bytes_(std::move(bytes)) {
  try {
    const std::string_view file(reinterpret_cast<const char*>(bytes_.data.get()), bytes_.size);
    detail::SafetensorsHeader header = detail::read_safetensors_header(file);
    entries_ = std::move(header.entries);
    metadata_ = std::move(header.metadata);
  } catch (const IoError& error) {
    throw IoError(text("[SafetensorsFile] ", path_, ": ", detail::printable(error.what())));
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
               detail::nearest_name(names(), name));
  const SafetensorsEntry& entry = entries_[found->second];
  const detail::SafetensorsDType* row = detail::find_safetensors_dtype(entry.dtype_name);
  LLMSYS_CHECK(DTypeError, row != nullptr && row->dtype.has_value(), "[SafetensorsFile] ", path_, ": tensor '", name,
               "' has dtype ", entry.dtype_name, ", which a Tensor cannot hold: convert the file first");
  return tensor_over(bytes_, entry.begin, entry.shape, *row->dtype,
                     text("[SafetensorsFile] ", path_, ": tensor '", name, "'"));
}

Tensor SafetensorsFile::load(std::string_view name) const { return raw::clone(tensor(name)); }

}  // namespace llmsys
