#include "autograder/judge/call_text.h"

#include <vector>

#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr size_t kMostCharacters = 300;
constexpr size_t kOfOneValue = 120;

}  // namespace

std::string inputs_text(const Values& inputs) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : inputs) parts.push_back(name + " = " + to_text(value, kOfOneValue));
  const std::string all = join(parts, ", ");
  return all.size() > kMostCharacters ? "" : all;
}

std::string call_text(const Request& request) {
  const std::string inputs = inputs_text(request.inputs);
  return text(request.scenario, request.op.empty() ? "" : ".", request.op, inputs.empty() ? "" : " with ", inputs);
}

}  // namespace llmsys
