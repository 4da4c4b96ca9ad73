// Lab 04: random small models, and PyTorch's.
#include "autograder/04_transformer/model_inputs.h"

#include "autograder/04_transformer/op_inputs.h"
#include "autograder/judge/source_root.h"
#include "framework/io/safetensors.h"

namespace llmsys::lab04 {
namespace {

using reference::Array;
using reference::ModelMistake;

reference::Weights weights_of(const Values& in) {
  reference::Weights weights;
  for (const auto& [name, value] : in["weights"].map()) weights[name] = Array(value.tensor());
  return weights;
}

ModelConfig config_of(const Values& in) { return to_config(in["config"].map()); }

std::vector<std::vector<int64_t>> tokens_of(const Values& in) {
  const Tensor& tokens = in["tokens"].tensor();
  const std::vector<int64_t> all = to_vector<int64_t>(tokens);
  std::vector<std::vector<int64_t>> rows;
  for (auto at = all.begin(); at != all.end(); at += tokens.size(1)) rows.emplace_back(at, at + tokens.size(1));
  return rows;
}

int64_t start_of(const Values& in) { return in.find("start") == nullptr ? 0 : in["start"].integer(); }

Values part_values(const Values& in, const Array& y) { return {{"y", y.tensor(in["x"].tensor().dtype())}}; }

}  // namespace

ModelConfig random_config(ModelFamily family) {
  ModelConfig c;
  c.family = family;
  c.vocabulary = between(rng(), 7, 15), c.context = 16, c.layers = 2;
  c.head_size = 2 * between(rng(), 1, 3), c.kv_heads = between(rng(), 1, 2);
  c.heads = c.kv_heads * between(rng(), 2, 3);
  c.width = c.heads * c.head_size, c.ffn = c.width + between(rng(), 1, 6);
  c.norm_eps = 1e-3 * static_cast<double>(between(rng(), 1, 100));
  c.rope_theta = static_cast<double>(between(rng(), 10, 10000));
  c.tied = rng().below(2) == 0;
  if (family == ModelFamily::gpt2) c.kv_heads = c.heads;
  return c;
}

Values random_weights(const std::map<std::string, std::vector<int64_t>>& shapes, DType dtype) {
  Values weights;
  for (const auto& [name, shape] : shapes) {
    const bool around_one = shape.size() == 1 && name.find("weight") != std::string::npos;
    weights.set(name, some(Shape(shape), dtype, 0.4, around_one ? 1 : 0));
  }
  return weights;
}

std::map<std::string, std::vector<int64_t>> shapes_below(const std::map<std::string, std::vector<int64_t>>& shapes,
                                                         const std::string& prefix) {
  std::map<std::string, std::vector<int64_t>> out;
  for (const auto& [name, shape] : shapes)
    if (name.rfind(prefix, 0) == 0) out[name.substr(prefix.size())] = shape;
  return out;
}

Values part_inputs(const ModelConfig& config, const std::string& prefix, int64_t start) {
  return {{"config", to_values(config)},
          {"weights", random_weights(shapes_below(reference::block_shapes(config), prefix))},
          {"x", some({2, between(rng(), 3, 6), config.width})},
          {"start", start}};
}

Tensor random_tokens(int64_t rows, int64_t tokens, int64_t vocabulary) {
  std::vector<int64_t> ids(static_cast<size_t>(rows * tokens));
  for (int64_t& id : ids) id = between(rng(), 0, vocabulary - 1);
  return from_vector(ids, {rows, tokens});
}

Values model_inputs(const ModelConfig& config, int64_t tokens, DType dtype) {
  return {{"config", to_values(config)},
          {"weights", random_weights(reference::parameter_shapes(config), dtype)},
          {"tokens", random_tokens(2, tokens, config.vocabulary)}};
}

Values mlp_answer(const Values& in, ModelMistake mistake) {
  return part_values(in, reference::llama_mlp(Array(in["x"].tensor()), weights_of(in), mistake));
}

Values llama_attention_answer(const Values& in, ModelMistake mistake) {
  return part_values(
      in, reference::llama_attention(config_of(in), Array(in["x"].tensor()), weights_of(in), start_of(in), mistake));
}

Values block_answer(const Values& in, ModelMistake mistake) {
  return part_values(in,
                     reference::block(config_of(in), Array(in["x"].tensor()), weights_of(in), start_of(in), mistake));
}

Values logits_answer(const Values& in, ModelMistake mistake) {
  const Array logits = reference::logits(config_of(in), tokens_of(in), weights_of(in), mistake);
  return {{"logits", logits.tensor(in["weights"].map().begin()->value.tensor().dtype())}};
}

Golden golden(const std::string& name) {
  const SafetensorsFile file(source_root() + "/autograder/04_transformer/golden/" + name + ".safetensors");
  const ModelConfig config = parse_model_config(file.metadata().at("config"), name);
  Golden out;
  Values weights;
  for (const auto& [parameter, shape] : reference::parameter_shapes(config)) {
    weights.set(parameter, raw::to(file.load(parameter), DType::f64));
    out.gradients[parameter] = raw::to(file.load("grad." + parameter), DType::f64);
  }
  out.inputs = {{"config", to_values(config)}, {"weights", weights}, {"tokens", file.load("tokens")}};
  out.logits = raw::to(file.load("logits"), DType::f64);
  out.loss = to_vector<double>(raw::to(file.load("loss"), DType::f64)).at(0);
  return out;
}

}  // namespace llmsys::lab04
