// Our models are those of `transformers`: the same config.json, names, logits, loss and gradients. The golden files come from
// oracles/make_golden.py.
#include "framework/io/model_config.h"
#include "framework/io/safetensors.h"
#include "framework/tensor/compare.h"
#include "framework/tensor/raw.h"
#include "framework/testing/test.h"
#include "labs/01_autodiff/autodiff.h"
#include "labs/04_transformer/gpt2.h"
#include "labs/04_transformer/kernels.h"
#include "labs/04_transformer/llama.h"
#include "labs/04_transformer/ops.h"
#include "labs/15_flash_attention/flash_attention.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

void check_close(const std::string& what, const Tensor& got, const Tensor& want, const Tolerance& tolerance) {
  const Comparison result = compare(raw::to(got, DType::f64), raw::to(want, DType::f64), tolerance);
  INFO(what << ": " << to_text(result));
  CHECK(result.ok());
}

// Loads the file's parameters in that dtype and compares all that the file holds.
template <class Model>
void check_model(const std::string& name, DType dtype, const Tolerance& tolerance) {
  INFO(name << " in " << to_text(dtype));
  const SafetensorsFile file(source_root() + "/autograder/04_transformer/golden/" + name + ".safetensors");
  Rng rng(1);
  Model model(parse_model_config(file.metadata().at("config"), name), rng);
  const NamedTensors before = model.named_parameters();
  for (const NamedTensor& p : before) {
    REQUIRE(file.contains(p.name));
    REQUIRE(file.tensor(p.name).shape() == p.tensor.shape());
    model.replace(p.tensor, raw::to(file.load(p.name), dtype));
  }
  CHECK(file.entries().size() == 3 + 2 * before.size());

  const Tensor tokens = file.load("tokens"), logits = model(tokens);
  check_close("logits", logits, file.tensor("logits"), tolerance);
  const Tensor loss = cross_entropy(slice(logits, 1, 0, 6), raw::slice(tokens, 1, 1));
  check_close("loss", raw::reshape(loss, {1}), file.tensor("loss"), tolerance);
  backward(loss);
  for (const NamedTensor& p : model.named_parameters())
    check_close(p.name, grad(p.tensor), file.tensor("grad." + p.name), tolerance);
}

void check_all(DType dtype, const Tolerance& of_llama, const Tolerance& of_gpt2) {
  check_model<Llama>("llama_gqa", dtype, of_llama);
  check_model<Llama>("llama_tied", dtype, of_llama);
  check_model<Gpt2>("gpt2", dtype, of_gpt2);
}

}  // namespace

// transformers computes a Llama's norms and angles in float32, even if the model is in float64; GPT-2's all in float64, kept
// in a float32 file.
TEST_CASE("logits, loss and gradients are those of transformers, in float64 as far as its digits go") {
  check_all(DType::f64, {.atol = 1e-6, .rtol = 2e-5}, {.atol = 1e-8, .rtol = 1e-6});
}

TEST_CASE("and in float32, by formulas and by kernels") {
  check_all(DType::f32, {.atol = 1e-5, .rtol = 1e-4}, {.atol = 1e-5, .rtol = 1e-4});
  Registry fused = framework_registry();
  lab04::register_lab04(fused);
  lab15::register_lab15(fused);
  Context here = context();
  here.registry = &fused;
  const ContextScope scope(here);
  check_all(DType::f32, {.atol = 1e-5, .rtol = 1e-4}, {.atol = 1e-5, .rtol = 1e-4});
}
