#include "autograder/mutants/store.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "framework/base/rng.h"
#include "framework/base/text.h"

namespace llmsys::mutants {
namespace {

using Json = nlohmann::json;

std::string path_of(const Paths& paths, const LabManifest& lab, const FilePopulation& file) {
  return text(paths.build, "/mutants/generated/", lab.folder, "/", file.task->file, ".json");
}

// Changes with the solution, and with what is done to it.
uint64_t key_of(const FilePopulation& file) {
  std::string all = file.source->content();
  for (const Change& change : file.changes.all) all += text("\n", change.begin, " ", change.end, " ", change.text);
  return hash_text(all.data(), all.size());
}

}  // namespace

void keep_fates(const Paths& paths, const LabManifest& lab, const FilePopulation& file) {
  if (file.mutants.size() < file.changes.all.size()) return;
  Json fates = Json::array();
  for (const Generated& mutant : file.mutants)
    fates.push_back({mutant.number, static_cast<int>(mutant.fate), mutant.rung, mutant.message});
  const Json all = {{"key", key_of(file)}, {"fates", fates}};
  write_atomically(path_of(paths, lab, file), all.dump(-1, ' ', true, Json::error_handler_t::replace));
}

bool take_kept_fates(const Paths& paths, const LabManifest& lab, FilePopulation& file) {
  const std::string path = path_of(paths, lab, file);
  if (!std::filesystem::exists(path)) return false;
  const Json all = Json::parse(read_text_file(path), nullptr, false);
  if (!all.is_object() || all.value("key", uint64_t{0}) != key_of(file)) return false;
  for (const Json& fate : all.at("fates"))
    for (Generated& mutant : file.mutants)
      if (mutant.number == fate.at(0)) mutant = {fate.at(0), static_cast<Fate>(fate.at(1)), fate.at(2), fate.at(3)};
  return std::none_of(file.mutants.begin(), file.mutants.end(),
                      [](const Generated& mutant) { return mutant.fate == Fate::waiting; });
}

}  // namespace llmsys::mutants
