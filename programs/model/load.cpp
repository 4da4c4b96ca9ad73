#include "programs/model/load.h"

#include <algorithm>
#include <filesystem>

#include "framework/base/context.h"
#include "framework/base/error.h"
#include "framework/io/model_settings.h"
#include "framework/tensor/copy.h"

namespace llmsys {
namespace {

namespace fs = std::filesystem;

// A model without weights yet.
std::unique_ptr<LanguageModel> blank_model(const ModelConfig& config) {
  Context blank = context();
  blank.blank_weights = true;
  const ContextScope scope(blank);
  Rng unused;
  return make_model(config, unused);
}

void copy_weights(const ModelFiles& files, Module& module) {
  for (const NamedTensor& parameter : module.named_state())
    raw::copy_(parameter.tensor, files.tensor(parameter.name, DType::f32));
}

TokenizerPlace place_of(const std::string& path) {
  const fs::path file(path);
  LLMSYS_CHECK(IoError, fs::exists(file), "[load_model] there is no tokenizer ", path);
  if (fs::is_directory(file)) return {TokenizerKind::vocab_and_merges, path};
  if (file.filename() == "tokenizer.json") return {TokenizerKind::tokenizer_json, path};
  if (file.extension() == ".gguf") return {TokenizerKind::gguf, path};
  LLMSYS_CHECK(IoError, file.extension() == ".bin", "[load_model] ", path,
               " is no tokenizer that is read here: want a folder, tokenizer.json, a .gguf file or tokenizer.bin");
  return {TokenizerKind::llama2c, path};
}

// Of the config, and of what lies beside it.
std::vector<int64_t> end_tokens_of(const ModelFiles& files) {
  std::vector<int64_t> ids = files.config().end_tokens;
  if (files.format() == "safetensors") {
    const std::vector<int64_t> more = read_model_settings(files.path()).end_tokens;
    ids.insert(ids.end(), more.begin(), more.end());
  }
  std::erase_if(ids, [&](int64_t id) { return id < 0 || id >= files.config().vocabulary; });
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace

LoadedModel load_model(const std::string& path, const std::string& tokenizer_path) {
  const ModelFiles files = open_model(path);
  LoadedModel out;
  out.path = path;
  out.format = files.format();
  out.tokenizer =
      load_tokenizer(tokenizer_path.empty() ? files.tokenizer() : place_of(tokenizer_path), files.config().vocabulary);
  if (out.tokenizer) check_vocabulary(*out.tokenizer, files.config().vocabulary, path);
  out.end_tokens = end_tokens_of(files);
  out.model = blank_model(files.config());
  copy_weights(files, out.model->module());
  return out;
}

}  // namespace llmsys
