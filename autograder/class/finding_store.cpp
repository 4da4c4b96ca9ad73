#include "autograder/class/finding_store.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "framework/base/error.h"

namespace llmsys {
namespace {

using Json = nlohmann::json;

}  // namespace

FindingStore::FindingStore(std::string folder) : folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_);
}

std::string FindingStore::path_of(const std::string& key) const { return text(folder_, "/", key, ".json"); }

std::optional<Findings> FindingStore::load(const std::string& key) const {
  std::ifstream file(path_of(key));
  if (!file.good()) return std::nullopt;
  try {
    const Json json = Json::parse(file);
    Findings out;
    json.at("problems").get_to(out.problems);
    json.at("warnings").get_to(out.warnings);
    json.at("lines").get_to(out.lines);
    return out;
  } catch (const Json::exception&) {  // of another version, or damaged: found anew
    return std::nullopt;
  }
}

void FindingStore::save(const std::string& key, const Findings& findings) const {
  const Json json = {{"problems", findings.problems}, {"warnings", findings.warnings}, {"lines", findings.lines}};
  write_atomically(path_of(key), json.dump(-1, ' ', true, Json::error_handler_t::replace) + "\n");
}

Findings findings_of_task(const Findings& findings, const std::string& task) {
  Findings out;
  for (const auto& [from, to] : {std::pair{&findings.problems, &out.problems}, {&findings.warnings, &out.warnings}})
    if (const auto words = from->find(task); words != from->end()) to->insert(*words);
  for (const std::string& line : findings.lines) {
    const Json json = Json::parse(line, nullptr, false);
    if (json.is_object() && json.value("task", "") == task) out.lines.push_back(line);
  }
  return out;
}

bool is_complete(const Findings& findings, const Task& task, bool judge_ended) {
  if (findings.problems.contains(task.id)) return true;
  const bool fault = std::any_of(findings.lines.begin(), findings.lines.end(), [](const std::string& line) {
    return Json::parse(line).value("status", "") == to_text(Status::internal);
  });
  const auto needed = std::count_if(task.rungs.begin(), task.rungs.end(),
                                    [&](const Rung& rung) { return !rung.hidden || !judge_ended; });
  return !fault && static_cast<int64_t>(findings.lines.size()) >= needed;
}

void add_findings(Findings& findings, const Findings& more) {
  findings.problems.insert(more.problems.begin(), more.problems.end());
  findings.warnings.insert(more.warnings.begin(), more.warnings.end());
  findings.lines.insert(findings.lines.end(), more.lines.begin(), more.lines.end());
}

}  // namespace llmsys
