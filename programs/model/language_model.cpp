#include "programs/model/language_model.h"

#include <algorithm>

#include "framework/autograd/grad_mode.h"
#include "framework/base/error.h"
#include "framework/tensor/views.h"
#include "labs/04_transformer/gpt2.h"
#include "labs/04_transformer/llama.h"

namespace llmsys {
namespace {

template <class Model>
class ModelOf final : public LanguageModel {
 public:
  ModelOf(const ModelConfig& config, Rng& rng) : model_(config, rng) {}

  Module& module() override { return model_; }
  Tensor logits(const Tensor& tokens, KeyValues& key_values) override { return model_.logits(tokens, key_values); }
  [[nodiscard]] const ModelConfig& config() const override { return model_.config(); }

 private:
  Model model_;
};

// A hook until the end of the scope, however that is left.
class ScopedHook {
 public:
  explicit ScopedHook(HookHandle hook) : hook_(std::move(hook)) {}
  ~ScopedHook() { hook_.remove(); }
  ScopedHook(const ScopedHook&) = delete;
  ScopedHook& operator=(const ScopedHook&) = delete;

 private:
  HookHandle hook_;
};

Module& head_of(Module& model) {
  const std::vector<NamedModule> parts = model.children();
  const auto head = std::find_if(parts.begin(), parts.end(), [](const auto& part) { return part.name == "lm_head"; });
  LLMSYS_CHECK(ValueError, head != parts.end(), "[LanguageModel] the model has no part 'lm_head'");
  return *head->module;
}

}  // namespace

Tensor LanguageModel::next_logits(const Tensor& tokens, KeyValues& key_values) {
  const GradMode off(false);
  const ScopedHook last_only(head_of(module()).register_forward_pre_hook(
      [](Module& /*head*/, Tensors& x) { x[0] = raw::slice(x[0], 1, -1); }));  // (B,1,C) of (B,T,C)
  return raw::select(logits(tokens, key_values), 1, 0);                        // (B,V)
}

std::unique_ptr<LanguageModel> make_model(const ModelConfig& config, Rng& rng) {
  if (config.family == ModelFamily::gpt2) return std::make_unique<ModelOf<Gpt2>>(config, rng);
  return std::make_unique<ModelOf<Llama>>(config, rng);
}

}  // namespace llmsys
