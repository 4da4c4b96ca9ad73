// GGUF and llama2.c: files of blocks.
#include <filesystem>

#include "framework/base/error.h"
#include "framework/io/detail/gguf_header.h"
#include "framework/io/detail/messages.h"
#include "framework/io/detail/model_formats.h"
#include "framework/io/gguf_model.h"
#include "framework/tensor/copy.h"
#include "framework/tensor/views.h"

namespace llmsys::detail {
namespace {

// A tensor as it is stored, and what is to be done with it.
struct Packed {
  BlockTensor blocks;
  GgufLayout layout = GgufLayout::same;
};

// Rows and columns as Hugging Face has them.
Shape shape_of(const Packed& packed) {
  const Shape& shape = packed.blocks.shape;
  return packed.layout == GgufLayout::transposed && shape.size() == 2 ? Shape{shape[1], shape[0]} : shape;
}

class BlockSource final : public ModelSource {
 public:
  BlockSource(std::map<std::string, Packed> tensors, int64_t head_size)
      : tensors_(std::move(tensors)), head_size_(head_size) {}

  [[nodiscard]] Tensor tensor(const std::string& name, std::optional<DType> dtype) const override {
    const Packed& packed = tensors_.at(name);
    const BlockTensor rows = in_order(packed);
    const Tensor out = dequantize(rows, dtype.value_or(stored_dtype(rows.format)));
    return packed.layout == GgufLayout::transposed ? raw::contiguous(raw::transpose(out)) : out;
  }
  [[nodiscard]] std::optional<BlockTensor> blocks(const std::string& name) const override {
    const Packed& packed = tensors_.at(name);
    if (is_plain(packed.blocks.format) || packed.layout == GgufLayout::transposed) return std::nullopt;
    return in_order(packed);
  }

 private:
  static DType stored_dtype(BlockFormat format) {
    if (format == BlockFormat::f16) return DType::f16;
    return format == BlockFormat::bf16 ? DType::bf16 : DType::f32;
  }
  [[nodiscard]] BlockTensor in_order(const Packed& packed) const {
    return packed.layout == GgufLayout::pairs ? halves_from_pairs(packed.blocks, head_size_) : packed.blocks;
  }

  std::map<std::string, Packed> tensors_;  // by canonical name
  int64_t head_size_;
};

ModelFiles::Found found(std::string format, const ModelConfig& config, std::map<std::string, Packed> tensors) {
  ModelFiles::Found out;
  out.format = std::move(format);
  out.config = config;
  for (const auto& [name, packed] : tensors)
    out.tensors[name] = {shape_of(packed), std::string(to_text(packed.blocks.format))};
  out.source = std::make_shared<BlockSource>(std::move(tensors), config.head_size);
  return out;
}

// All tensors of types that are not read, in one message.
void check_types(const GgufFile& file) {
  std::map<std::string, std::vector<std::string>> others;
  for (const GgufEntry& entry : file.entries()) {
    const GgmlType* type = find_ggml_type(entry.type_name);
    if (type == nullptr || !type->format) others[entry.type_name].push_back(printable(entry.name));
  }
  std::string list;
  for (const auto& [type, names] : others)
    list += text("\n  ", type, ", ", names.size(), " tensors: ", names.front(), names.size() > 1 ? ", ..." : "");
  LLMSYS_CHECK(IoError, others.empty(), "[open_model] ", file.path(),
               " has tensors of types other than F32, F16, BF16, Q8_0, Q4_0 and Q4_1, which are all that is read here:",
               list, "\nGet the model in one of these, or make it with llama.cpp: llama-quantize --pure IN OUT Q8_0");
}

}  // namespace

ModelFiles::Found find_in_gguf(const GgufFile& file) {
  check_types(file);
  const ModelConfig config = gguf_config(file);
  std::map<std::string, Packed> tensors;
  for (const GgufEntry& entry : file.entries()) {
    const GgufName name = hugging_face_name(config.family, entry.name);
    LLMSYS_CHECK(IoError, tensors.emplace(name.name, Packed{file.blocks(entry.name), name.layout}).second, file.path(),
                 ": two tensors are '", printable(name.name), "'");
  }
  ModelFiles::Found out = found("GGUF", config, std::move(tensors));
  if (file.metadata().contains("tokenizer.ggml.tokens")) out.tokenizer = {TokenizerKind::gguf, file.path()};
  return out;
}

ModelFiles::Found find_in_llama2c(const Llama2cFile& file, const std::string& path) {
  std::map<std::string, Packed> tensors;
  for (const auto& [name, blocks] : file.tensors) tensors[name] = {blocks, GgufLayout::same};
  ModelFiles::Found out = found("llama2.c", file.config, std::move(tensors));
  const std::string beside = (std::filesystem::path(path).parent_path() / "tokenizer.bin").string();
  if (std::filesystem::exists(beside)) out.tokenizer = {TokenizerKind::llama2c, beside};
  return out;
}

}  // namespace llmsys::detail
