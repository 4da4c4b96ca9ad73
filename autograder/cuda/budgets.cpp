#include "autograder/cuda/budgets.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "autograder/cli/paths.h"
#include "framework/base/error.h"

namespace llmsys::cuda {
namespace {

using Json = nlohmann::ordered_json;

const Budget* find_budget(const std::vector<Budget>& budgets, const std::string& file, const std::string& kernel) {
  const auto at = std::find_if(budgets.begin(), budgets.end(),
                               [&](const Budget& budget) { return budget.file == file && budget.kernel == kernel; });
  return at == budgets.end() ? nullptr : &*at;
}

Budget budget_from(const Json& json) {
  Budget out{.file = json.at("file"),
             .kernel = json.at("kernel"),
             .registers = {},
             .shared_bytes = json.at("shared_bytes"),
             .ptx = {}};
  for (const auto& [architecture, most] : json.at("registers").items()) out.registers[std::stoi(architecture)] = most;
  if (json.contains("ptx"))
    for (const auto& [architecture, instructions] : json.at("ptx").items())
      out.ptx[architecture == "all" ? 0 : std::stoi(architecture)] = instructions.get<std::vector<std::string>>();
  return out;
}

Json json_from(const Budget& budget) {
  Json json = {{"file", budget.file}, {"kernel", budget.kernel}};
  for (const auto& [architecture, most] : budget.registers) json["registers"][text(architecture)] = most;
  json["shared_bytes"] = budget.shared_bytes;
  for (const auto& [architecture, instructions] : budget.ptx)
    json["ptx"][architecture == 0 ? "all" : text(architecture)] = instructions;
  return json;
}

// What one instance of a kernel has too much of.
void check_resources(const std::string& file, const KernelResources& got, const Budget* budget,
                     std::vector<std::string>& problems) {
  const std::string who = text(file, ": ", got.kernel, " on sm_", got.architecture);
  if (got.spill_bytes > 0) problems.push_back(text(who, " spills ", got.spill_bytes, " bytes of registers"));
  if (budget == nullptr) {
    problems.push_back(text(who, " has no budget: run cuda_budgets --write and look at what it adds"));
    return;
  }
  const auto most = budget->registers.find(got.architecture);
  if (most == budget->registers.end() || got.registers > most->second)
    problems.push_back(text(who, " needs ", got.registers, " registers, its budget is ",
                            most == budget->registers.end() ? 0 : most->second));
  if (got.shared_bytes > budget->shared_bytes)
    problems.push_back(
        text(who, " needs ", got.shared_bytes, " bytes of shared memory, its budget is ", budget->shared_bytes));
}

void check_ptx(const std::string& file, const KernelPtx& got, const Budget& budget,
               std::vector<std::string>& problems) {
  for (const auto& [architecture, instructions] : budget.ptx) {
    if (architecture != 0 && architecture != got.architecture) continue;
    for (const std::string& instruction : instructions)
      if (got.body.find(instruction) == std::string::npos)
        problems.push_back(text(file, ": ", got.kernel, " on sm_", got.architecture, " holds no ", instruction));
  }
}

void check_file(const CompiledFile& file, const std::vector<Budget>& budgets, std::vector<std::string>& problems) {
  for (const KernelResources& got : file.resources)
    check_resources(file.file, got, find_budget(budgets, file.file, base_name(got.kernel)), problems);
  for (const KernelPtx& got : file.ptx)
    if (const Budget* budget = find_budget(budgets, file.file, base_name(got.kernel)))
      check_ptx(file.file, got, *budget, problems);
}

}  // namespace

std::vector<Budget> read_budgets(const std::string& path) {
  std::vector<Budget> budgets;
  try {
    const Json file = Json::parse(read_text_file(path));
    for (const Json& json : file.at("kernels")) budgets.push_back(budget_from(json));
  } catch (const Json::exception& error) {
    throw ValueError(text(path, ": ", error.what()));
  }
  return budgets;
}

std::string budgets_text(std::vector<Budget> budgets) {
  std::sort(budgets.begin(), budgets.end(),
            [](const Budget& a, const Budget& b) { return std::tie(a.file, a.kernel) < std::tie(b.file, b.kernel); });
  std::vector<std::string> rows;
  for (const Budget& budget : budgets) rows.push_back("    " + json_from(budget).dump());
  return "{\n  \"kernels\": [\n" + join(rows, ",\n") + "\n  ]\n}\n";
}

std::vector<CompiledFile> read_compiled(const std::string& folder, const std::vector<std::string>& files) {
  std::vector<CompiledFile> out;
  for (const std::string& file : files) {
    const std::string path = folder + "/" + file;
    out.push_back({file, parse_ptxas(read_text_file(path + ".log")), parse_ptx(read_text_file(path + ".ptx"))});
  }
  return out;
}

std::vector<std::string> over_budget(const std::vector<CompiledFile>& files, const std::vector<Budget>& budgets) {
  std::vector<std::string> problems;
  for (const CompiledFile& file : files) check_file(file, budgets, problems);
  for (const Budget& budget : budgets) {
    const bool there = std::any_of(files.begin(), files.end(), [&](const CompiledFile& file) {
      return file.file == budget.file &&
             std::any_of(file.resources.begin(), file.resources.end(),
                         [&](const auto& got) { return base_name(got.kernel) == budget.kernel; });
    });
    if (!there)
      problems.push_back(text(budget.file, ": there is a budget for ", budget.kernel, ", but no such kernel"));
  }
  return problems;
}

std::vector<Budget> fitting_budgets(const std::vector<CompiledFile>& files, const std::vector<Budget>& old) {
  constexpr int kStep = 8;  // registers are given to a warp 256 at a time: 8 a thread
  std::map<std::pair<std::string, std::string>, Budget> fitting;
  for (const CompiledFile& file : files)
    for (const KernelResources& got : file.resources) {
      const std::string kernel = base_name(got.kernel);
      Budget& budget = fitting[{file.file, kernel}];
      budget.file = file.file;
      budget.kernel = kernel;
      int& registers = budget.registers[got.architecture];
      registers = std::max(registers, (got.registers + kStep - 1) / kStep * kStep);
      budget.shared_bytes = std::max(budget.shared_bytes, got.shared_bytes);
      if (const Budget* before = find_budget(old, file.file, kernel)) budget.ptx = before->ptx;
    }
  std::vector<Budget> out;
  for (const auto& [key, budget] : fitting) out.push_back(budget);
  return out;
}

}  // namespace llmsys::cuda
