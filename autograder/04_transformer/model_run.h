/// @file
/// Worker side: models with the judge's weights, whose modules show what they put out.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "autograder/protocol/values.h"
#include "framework/nn/module.h"
#include "framework/tensor/probe.h"
#include "framework/tensor/raw.h"
#include "labs/04_transformer/key_values.h"
#include "labs/04_transformer/ops.h"

namespace llmsys::lab04 {

/// Puts the judge's weights into a module, each under its name, in their dtype.
inline void load_weights(Module& module, const Values& weights) {
  for (const NamedTensor& p : module.named_parameters()) module.replace(p.tensor, weights[p.name].tensor());
}

/// Shows the output of each module below `module` under its name, as long as it lives: a report can then say which was the
/// first to differ.
class ShownModules {
 public:
  /// Of the module and all below.
  explicit ShownModules(Module& module) {
    for (const NamedModule& part : module.named_modules())
      handles_.push_back(part.module->register_forward_hook(
          [name = part.name.empty() ? "the whole" : part.name](Module&, const Tensors&, Tensors& outputs) {
            if (context().probes != nullptr) probe(name, raw::contiguous(outputs.at(0)));
          }));
  }

 private:
  std::vector<HookHandle> handles_;
};

/// A cache in its plainest form: everything so far, one behind the other. It writes down which layers asked.
class PlainCache final : public KeyValues {
 public:
  [[nodiscard]] int64_t start() const override { return start_; }
  Tensor attend(int64_t layer, const Tensor& q, const Tensor& k, const Tensor& v) override {
    layers_.push_back(layer);
    Tensor& keys = keys_[layer];
    Tensor& values = values_[layer];
    keys = keys.defined() ? raw::cat({keys, k}, 2) : k;        // (B,G,S,D)
    values = values.defined() ? raw::cat({values, v}, 2) : v;  // (B,G,S,D)
    return llmsys::causal_attention(q, keys, values);
  }
  /// That many tokens went through the whole model.
  void advance(int64_t tokens) { start_ += tokens; }
  /// Which layers asked, in order.
  [[nodiscard]] const std::vector<int64_t>& layers() const { return layers_; }

 private:
  int64_t start_ = 0;
  std::vector<int64_t> layers_;
  std::map<int64_t, Tensor> keys_, values_;
};

}  // namespace llmsys::lab04
