#include <map>

#include "framework/base/error.h"
#include "framework/io/detail/safetensors_dtypes.h"
#include "framework/io/safetensors.h"
#include "framework/tensor/copy.h"

namespace llmsys {
namespace {

// What is wrong with one wanted tensor; "" if the file has it as it should be, and it can be copied.
std::string problem_with(const SafetensorsEntry* entry, const std::string& name, const Tensor& wanted) {
  if (entry == nullptr) return text("'", name, "' is missing");
  const std::string_view dtype = detail::safetensors_name(wanted.dtype());
  if (wanted.storage().released()) return text("the storage of '", name, "' was released: materialize it first");
  if (entry->dtype_name == dtype && entry->shape == wanted.shape()) return "";
  return text("'", name, "' is ", entry->dtype_name, " ", entry->shape, ", want ", dtype, " ", wanted.shape());
}

std::vector<std::string> problems_of(const SafetensorsFile& file, const NamedTensors& into) {
  std::map<std::string, const SafetensorsEntry*> left;
  for (const SafetensorsEntry& entry : file.entries()) left[entry.name] = &entry;
  std::vector<std::string> problems;
  for (const auto& [name, wanted] : into) {
    const auto found = left.find(name);
    const std::string problem = problem_with(found == left.end() ? nullptr : found->second, name, wanted);
    if (!problem.empty()) problems.push_back(problem);
    if (found != left.end()) left.erase(found);
  }
  for (const auto& [name, entry] : left) problems.push_back(text("'", name, "' is not wanted"));
  return problems;
}

}  // namespace

void load_into(const SafetensorsFile& file, const NamedTensors& into) {
  const std::vector<std::string> problems = problems_of(file, into);
  LLMSYS_CHECK(IoError, problems.empty(), "[load_into] ", file.path(), " does not fit: ", join(problems, "; "),
               ". Was it saved by a model of another kind or size?");
  std::vector<Tensor> sources;  // all of them before the first copy: a bool may still be refused
  for (const auto& [name, wanted] : into) sources.push_back(file.tensor(name));
  for (size_t i = 0; i < into.size(); ++i) raw::copy_(into[i].tensor, sources[i]);
}

}  // namespace llmsys
