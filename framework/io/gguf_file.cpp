#include "framework/base/error.h"
#include "framework/io/detail/gguf_header.h"
#include "framework/io/detail/messages.h"
#include "framework/io/gguf.h"

namespace llmsys {

GgufFile::GgufFile(const std::string& path) : GgufFile(map_file(path), path) {}

GgufFile::GgufFile(SharedBytes bytes, std::string name) : path_(std::move(name)), bytes_(std::move(bytes)) {
  try {
    detail::GgufHeader header = detail::read_gguf_header(bytes_);
    version_ = header.version;
    metadata_ = GgufMetadata(bytes_, std::move(header.values), path_);
    entries_ = std::move(header.entries);
    for (size_t i = 0; i < entries_.size(); ++i)
      LLMSYS_CHECK(IoError, index_.emplace(entries_[i].name, i).second, "tensor '", entries_[i].name, "' comes twice");
  } catch (const IoError& error) {
    throw IoError(text("[GgufFile] ", path_, ": ", detail::printable(error.what())));
  }
}

std::vector<std::string> GgufFile::names() const {
  std::vector<std::string> out;
  for (const GgufEntry& entry : entries_) out.push_back(entry.name);
  return out;
}

const GgufEntry& GgufFile::entry(std::string_view name) const {
  const auto found = index_.find(name);
  LLMSYS_CHECK(IoError, found != index_.end(), "[GgufFile] ", path_, " has no tensor '", name, "'",
               detail::nearest_name(names(), name));
  return entries_[found->second];
}

BlockTensor GgufFile::blocks(std::string_view name) const {
  const GgufEntry& found = entry(name);
  const detail::GgmlType* type = detail::find_ggml_type(found.type_name);
  LLMSYS_CHECK(
      DTypeError, type != nullptr && type->format.has_value(), "[GgufFile] ", path_, ": tensor '", name,
      "' is of type ", found.type_name,
      ", but only F32, F16, BF16, Q8_0, Q4_0 and Q4_1 are read here: get the model in one of these, or make it "
      "with llama.cpp's llama-quantize --pure");
  return {*type->format, found.shape, part_of(bytes_, found.begin, found.end)};
}

Tensor GgufFile::tensor(std::string_view name, DType dtype) const { return dequantize(blocks(name), dtype); }

}  // namespace llmsys
