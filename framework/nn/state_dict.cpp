#include "framework/nn/state_dict.h"

#include <map>
#include <utility>

#include "framework/autograd/leaf.h"
#include "framework/base/error.h"
#include "framework/tensor/copy.h"

namespace llmsys {
namespace {

/// Tensors to copy, and everything that is wrong.
struct Plan {
  std::vector<std::pair<Tensor, Tensor>> copies;  // to, from
  LoadResult left;
  std::vector<std::string> wrong;  // "fc1.weight: the model has f32 (2,3), the dict f32 (3,2)"
};

/// Why `from` cannot be copied to `to`; empty if it can.
std::string mismatch(const Tensor& to, const Tensor& from) {
  if (!from.defined()) return "the dict holds an undefined tensor";
  if (to.shape() != from.shape() || to.dtype() != from.dtype())
    return text("the model has ", to.dtype(), " ", to.shape(), ", the dict ", from.dtype(), " ", from.shape());
  if (to.storage().released() || from.storage().released())
    return text("the storage of the ", to.storage().released() ? "model's" : "dict's", " tensor was released");
  return "";
}

Plan plan_load(const std::vector<NamedTensor>& state, const StateDict& dict) {
  Plan plan;
  std::map<std::string, const Tensor*> given;
  for (const NamedTensor& entry : dict)
    if (!given.emplace(entry.name, &entry.tensor).second) plan.wrong.push_back(entry.name + ": twice in the dict");
  for (const NamedTensor& mine : state) {
    const auto found = given.find(mine.name);
    if (found == given.end()) {
      plan.left.missing.push_back(mine.name);
      continue;
    }
    const std::string problem = mismatch(mine.tensor, *found->second);
    if (!problem.empty()) plan.wrong.push_back(mine.name + ": " + problem);
    plan.copies.emplace_back(mine.tensor, *found->second);
    given.erase(found);
  }
  for (const NamedTensor& entry : dict)
    if (given.erase(entry.name) > 0) plan.left.unexpected.push_back(entry.name);
  return plan;
}

void append(std::string& message, const char* what, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  message += text("\n  ", what, " (", lines.size(), "):");
  for (const std::string& line : lines) message += "\n    " + line;
}

}  // namespace

StateDict state_dict(const Module& module) {
  StateDict dict = module.named_state();
  for (NamedTensor& entry : dict) entry.tensor = detach(entry.tensor);
  return dict;
}

LoadResult load_state_dict(Module& module, const StateDict& dict, bool strict) {
  Plan plan = plan_load(module.named_state(), dict);
  std::string message;
  if (strict) append(message, "missing in the dict", plan.left.missing);
  if (strict) append(message, "unexpected, the model has no such name", plan.left.unexpected);
  append(message, "do not fit", plan.wrong);
  LLMSYS_CHECK(ValueError, message.empty(), "[load_state_dict] the dict does not fit this ", module.type(),
               ", nothing was changed:", message);
  for (const auto& [to, from] : plan.copies) raw::copy_(to, from);
  return std::move(plan.left);
}

}  // namespace llmsys
