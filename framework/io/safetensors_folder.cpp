#include "framework/io/safetensors_folder.h"

#include <filesystem>
#include <set>

#include "framework/base/error.h"
#include "framework/io/detail/json_file.h"
#include "framework/io/detail/messages.h"
#include "framework/io/detail/safetensors_index.h"

namespace llmsys {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostNamed = 1000;  // in one message

// "'a', 'b'", each fit for a terminal.
std::string quoted(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& name : names) {
    if (out.size() == kMostNamed) return text(join(out, ", "), " and ", names.size() - kMostNamed, " more");
    out.push_back(text("'", detail::printable(name), "'"));
  }
  return join(out, ", ");
}

std::string in(const std::string& folder, std::string_view name) { return (fs::path(folder) / name).string(); }

// What a folder without weights that are read here has instead.
std::string advice(const std::string& folder) {
  for (const char* name : {"pytorch_model.bin", "pytorch_model.bin.index.json"})
    if (fs::exists(in(folder, name)))
      return text("; it has ", name, ": convert it with transformers, model.save_pretrained(folder)");
  return "";
}

std::set<std::string> files_of(const std::map<std::string, std::string>& index) {
  std::set<std::string> out;
  for (const auto& [tensor, file] : index) out.insert(file);
  return out;
}

}  // namespace

SafetensorsFolder::SafetensorsFolder(const std::string& folder) : folder_(folder) {
  if (fs::exists(in(folder, kSafetensorsName)))
    open(std::string(kSafetensorsName));
  else
    open_index();
}

void SafetensorsFolder::open_index() {
  const std::string path = in(folder_, kSafetensorsIndexName);
  LLMSYS_CHECK(IoError, fs::exists(path), "[SafetensorsFolder] ", folder_, " has neither ", kSafetensorsName, " nor ",
               kSafetensorsIndexName, advice(folder_));
  const auto index = detail::parse_safetensors_index(detail::read_json_text(path), path);
  std::vector<std::string> missing;
  for (const std::string& file : files_of(index))
    if (!fs::exists(in(folder_, file))) missing.push_back(file);
  LLMSYS_CHECK(IoError, missing.empty(), "[SafetensorsFolder] ", folder_, " lacks ", missing.size(),
               " of the files that ", kSafetensorsIndexName, " names: ", quoted(missing),
               ". Was the download or the copy complete?");
  for (const std::string& file : files_of(index)) open(file);
  check_index(index);
}

void SafetensorsFolder::open(const std::string& name) {
  const SafetensorsFile& file = files_.emplace(name, SafetensorsFile(in(folder_, name))).first->second;
  std::vector<std::string> twice;
  for (const SafetensorsEntry& entry : file.entries()) {
    if (!entries_.emplace(entry.name, entry).second)
      twice.push_back(entry.name);
    else
      places_[entry.name] = name;
  }
  LLMSYS_CHECK(IoError, twice.empty(), "[SafetensorsFolder] ", folder_, ": ", name,
               " has tensors that another file has too: ", quoted(twice), ". Are these files of one save?");
}

void SafetensorsFolder::check_index(const std::map<std::string, std::string>& index) const {
  std::vector<std::string> missing, extra;
  for (const auto& [tensor, file] : index) {
    const auto place = places_.find(tensor);
    if (place == places_.end() || place->second != file) missing.push_back(text(tensor, " in ", file));
  }
  for (const auto& [tensor, file] : places_)
    if (!index.contains(tensor)) extra.push_back(text(tensor, " in ", file));
  LLMSYS_CHECK(IoError, missing.empty() && extra.empty(), "[SafetensorsFolder] ", folder_, ": ", kSafetensorsIndexName,
               " and the files differ.", missing.empty() ? "" : text(" Not there: ", quoted(missing), "."),
               extra.empty() ? "" : text(" Not in the index: ", quoted(extra), "."), " Are these files of one save?");
}

std::vector<std::string> SafetensorsFolder::files() const {
  std::vector<std::string> out;
  for (const auto& [name, file] : files_) out.push_back(name);
  return out;
}

Tensor SafetensorsFolder::tensor(std::string_view name) const {
  const auto place = places_.find(name);
  if (place != places_.end()) return files_.at(place->second).tensor(name);
  std::vector<std::string> names;
  for (const auto& [tensor, entry] : entries_) names.push_back(tensor);
  throw IoError(
      text("[SafetensorsFolder] ", folder_, " has no tensor '", name, "'", detail::nearest_name(names, name)));
}

}  // namespace llmsys
