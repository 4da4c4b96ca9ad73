#include "programs/pretrain/presets.h"

#include <algorithm>
#include <filesystem>

#include "framework/base/error.h"

namespace llmsys {
namespace {

ModelConfig small(ModelFamily family) {
  ModelConfig c;
  c.family = family;
  c.vocabulary = 4096, c.context = 256, c.layers = 6, c.width = 384, c.tied = true;
  c.heads = c.kv_heads = 6, c.head_size = 64;
  c.ffn = family == ModelFamily::gpt2 ? 1536
                                      : 1024;  // SwiGLU has three matrices: two thirds of the width, as many parameters
  return c;
}

}  // namespace

ModelConfig model_named(const std::string& name) {
  namespace fs = std::filesystem;
  if (name == "gpt2-s") return small(ModelFamily::gpt2);
  if (name == "llama-s") return small(ModelFamily::llama);
  LLMSYS_CHECK(ValueError, fs::exists(name), "--model ", name,
               ": there is no such file, and no model of that name. Models: gpt2-s, llama-s, or a config.json");
  return read_model_config(fs::is_directory(name) ? name + "/config.json" : name);
}

bool is_preset(const std::string& name) { return name == "gpt2-s" || name == "llama-s"; }

double usual_learning_rate(const ModelConfig& config) {
  return std::min(3e-3, 0.4 / static_cast<double>(std::max<int64_t>(1, config.width)));
}

}  // namespace llmsys
