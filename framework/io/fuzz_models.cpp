// As fuzz.cpp, for the formats of whole models.
#include "framework/base/error.h"
#include "framework/io/detail/fuzz.h"
#include "framework/io/detail/fuzz_support.h"
#include "framework/io/detail/gguf_header.h"
#include "framework/io/detail/model_formats.h"
#include "framework/io/detail/safetensors_index.h"
#include "framework/io/gguf_model.h"
#include "framework/io/model_settings.h"

namespace llmsys::detail {
namespace {

constexpr int64_t kMostNumbers = 1 << 20;  // of one tensor: more only takes time

// f(), or an error that a file of strangers may cause.
template <class Function>
void tried(const Function& f) {
  try {
    f();
  } catch (const IoError&) {
  } catch (const DTypeError&) {}
}

void read_tensors(const ModelFiles::Found& found) {
  for (const auto& [name, tensor] : found.tensors) {
    if (tensor.shape.numel() > kMostNumbers) continue;
    tried([&, &key = name, &entry = tensor] {
      require(found.source->tensor(key, DType::f32).shape() == entry.shape);
      if (const auto blocks = found.source->blocks(key)) require(blocks->shape == entry.shape);
    });
  }
}

}  // namespace

int fuzz_gguf(const uint8_t* data, size_t size) {
  tried([&] {
    const GgufFile file(copy_of(data, size), "fuzz");
    for (const auto& [key, value] : file.metadata().values()) {
      require(value.begin <= value.end && value.end <= size);
      tried([&, &k = key] { static_cast<void>(file.metadata().integer(k)); });
      tried([&, &k = key] { static_cast<void>(file.metadata().real(k)); });
      tried([&, &k = key] { static_cast<void>(file.metadata().flag(k, true)); });
      tried([&, &k = key] { static_cast<void>(file.metadata().text(k)); });
      tried([&, &k = key] { static_cast<void>(file.metadata().integers(k)); });
      tried([&, &k = key] { static_cast<void>(file.metadata().floats(k)); });
      tried([&, &k = key] { static_cast<void>(file.metadata().texts(k)); });
    }
    for (const GgufEntry& entry : file.entries()) {
      require(entry.begin <= entry.end && entry.end <= size);
      if (entry.shape.numel() <= kMostNumbers)
        tried([&, &e = entry] { require(file.tensor(e.name).shape() == e.shape); });
    }
    tried([&] { static_cast<void>(gguf_tokenizer(file)); });
    const ModelFiles::Found found = find_in_gguf(file);
    check_tensors(found.config, ModelFiles("fuzz", found));  // as open_model() does
    read_tensors(found);
  });
  return 0;
}

int fuzz_llama2c(const uint8_t* data, size_t size) {
  tried([&] {
    const ModelFiles::Found found = find_in_llama2c(read_llama2c(copy_of(data, size), "fuzz"), "/absent/fuzz.bin");
    check_tensors(found.config, ModelFiles("fuzz", found));
    read_tensors(found);
  });
  return 0;
}

int fuzz_llama2c_tokenizer(const uint8_t* data, size_t size) {
  tried([&] {
    const TokenizerData found = read_llama2c_tokenizer(copy_of(data, size), 3, "fuzz");
    require(found.tokens.size() == 3 && found.scores.size() == 3 && found.types.size() == 3);
  });
  return 0;
}

int fuzz_safetensors_index(const uint8_t* data, size_t size) {
  tried([&] {
    const auto places = parse_safetensors_index({reinterpret_cast<const char*>(data), size}, "fuzz");
    for (const auto& [tensor, file] : places) require(file.find('/') == file.npos && file.size() >= 12);
    require(parse_safetensors_index(safetensors_index(places, 0), "again") == places);
  });
  return 0;
}

int fuzz_tokenizer_settings(const uint8_t* data, size_t size) {
  tried([&] {
    for (const int64_t id : begin_tokens({reinterpret_cast<const char*>(data), size}, "fuzz")) require(id >= 0);
  });
  return 0;
}

}  // namespace llmsys::detail
