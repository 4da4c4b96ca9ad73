#include "autograder/submission/task_files.h"

#include <algorithm>
#include <cctype>

#include "autograder/submission/path_rules.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

std::string lower(std::string_view name) {
  std::string out(name);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool ends_with_part(std::string_view path, const std::string& end) { return path == end || path.ends_with("/" + end); }

// How good a place is, 0 the best: labs/NN_name/FILE, NN_name/FILE, FILE, a/FILE, a/b/FILE, ...; solutions are no place.
int rank_of(std::string_view path, const LabManifest& lab, const std::string& file) {
  if (ends_with_part(path, text("solutions/", lab.folder, "/", file))) return 1000;
  if (ends_with_part(path, text("labs/", lab.folder, "/", file))) return 0;
  if (ends_with_part(path, text(lab.folder, "/", file))) return 1;
  return 2 + static_cast<int>(std::count(path.begin(), path.end(), '/'));
}

// "Backward (1).cpp.txt" -> "backward": what is left when a browser, a system or a person has renamed a file.
std::string bare(std::string_view name) {
  std::string out = lower(name.substr(0, name.find('.')));
  while (!out.empty() && (std::isalpha(static_cast<unsigned char>(out.back())) == 0)) out.pop_back();
  return out;
}

bool is_source(std::string_view name) {
  const size_t dot = name.rfind('.');
  const std::string ending = dot == std::string_view::npos ? "" : lower(name.substr(dot));
  constexpr std::string_view kSources[] = {"", ".cpp", ".cc", ".cxx", ".c", ".cu", ".txt", ".bak", ".orig"};
  return std::find(std::begin(kSources), std::end(kSources), ending) != std::end(kSources);
}

bool is_similar(std::string_view name, const std::string& file) {
  const std::string a = bare(name), b = bare(file);
  if (!is_source(name) || a.empty() || b.empty()) return false;
  const int allowed = b.size() < 6 ? 1 : 2;
  return a == b || a.find(b) != std::string::npos || edit_distance(a, b) <= allowed;
}

std::string missing_text(const LabManifest& lab, const Found& found, const std::string& file) {
  for (const std::string& other : found.others)
    if (ends_with_part(other.substr(0, other.find(" (")), file) && other.ends_with(')'))
      return text("what you handed in as ", file, " cannot be read: ", other);
  const auto taken_by_another = [&](const std::string& name) {
    return std::any_of(lab.tasks.begin(), lab.tasks.end(), [&](const Task& task) { return task.file == name; });
  };
  for (const std::string& other : found.others) {
    const std::string name(file_name_of(other));
    if (!taken_by_another(name) && is_similar(name, file))
      return text(file, " is not among the files you handed in; there is \"", other, "\": its name must be ", file);
  }
  return text(file, " is not among the files you handed in");
}

std::string problem_with(const std::string& content, const std::string& file) {
  if (content.find('\0') != std::string::npos) return file + " is not text: it holds zero bytes";
  return "";
}

}  // namespace

std::vector<std::string> task_file_names(const LabManifest& lab) {
  std::vector<std::string> names;
  for (const Task& task : lab.tasks)
    if (!task.file.empty()) names.push_back(task.file);
  return names;
}

TaskFiles choose_task_files(const LabManifest& lab, const Found& found) {
  TaskFiles out;
  for (const std::string& file : task_file_names(lab)) {
    std::vector<std::pair<int, const FoundFile*>> places;
    for (const FoundFile& candidate : found.files)
      if (file_name_of(candidate.path) == file) places.emplace_back(rank_of(candidate.path, lab, file), &candidate);
    std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    if (places.empty() || places[0].first >= 1000) {
      out.problems[file] = missing_text(lab, found, file);
      continue;
    }
    const FoundFile& best = *places[0].second;
    const auto rival = std::find_if(places.begin() + 1, places.end(), [&](const auto& place) {
      return place.first == places[0].first && place.second->content != best.content;
    });
    if (rival != places.end())
      out.problems[file] =
          text("there are two different files ", file, ", ", best.path, " and ", rival->second->path, ": hand in one");
    else if (const std::string problem = problem_with(best.content, file); !problem.empty())
      out.problems[file] = problem;
    else
      out.content[file] = best.content, out.from[file] = best.path;
  }
  return out;
}

}  // namespace llmsys
