#include "autograder/release/objects.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include "autograder/cli/build.h"
#include "autograder/cli/overlay.h"
#include "autograder/release/symbols.h"
#include "framework/base/error.h"
#include "framework/base/progress.h"

namespace llmsys {
namespace {

// A line of secret_objects.txt, which cmake/prebuilt.cmake writes.
struct SecretObject {
  std::string path;  // below prebuilt/
  std::string target;
  std::vector<std::string> objects;
};

std::vector<SecretObject> secret_objects(const std::string& build) {
  std::istringstream lines(read_text_file(build + "/secret_objects.txt"));
  std::vector<SecretObject> all;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    SecretObject object;
    std::getline(fields, object.path, '\t');
    std::getline(fields, object.target, '\t');
    for (std::string file; std::getline(fields, file, '\t');) object.objects.push_back(file);
    all.push_back(object);
  }
  return all;
}

// Labs whose solutions those of `labs` call.
std::vector<std::string> folders_with_needed(const Paths& paths, const std::vector<LabManifest>& labs) {
  std::vector<std::string> folders;
  for (const LabManifest& lab : labs) folders.push_back(lab.folder);
  const std::vector<LabManifest> all = find_labs(paths.root);
  for (size_t i = 0; i < folders.size(); ++i)
    for (const LabManifest& lab : all) {
      if (lab.folder != folders[i]) continue;
      for (const std::string& needed : lab.requires_)
        if (std::find(folders.begin(), folders.end(), needed) == folders.end()) folders.push_back(needed);
    }
  return folders;
}

bool is_wanted(const ObjectChoice& choice, const std::vector<std::string>& needed, const std::string& path) {
  const auto has = [&](const std::string& folder) { return path.find("/" + folder + "/") != std::string::npos; };
  if (std::any_of(choice.labs.begin(), choice.labs.end(), [&](const LabManifest& lab) { return has(lab.folder); }))
    return true;
  if (path.ends_with(".library.o")) return true;
  return path.ends_with(".timed.o") && (choice.programs || std::any_of(needed.begin(), needed.end(), has));
}

// What other objects may refer to in a judge's: the judge's program asks for the diagnoses; tests register themselves.
const std::set<std::string> kJudgeNames = {"_ZN6llmsys13lab_diagnosesEv"};

// The judge's object, with or without the hidden tests.
void place_judge(const SecretObject& judge, bool hidden_tests, const std::string& out) {
  std::vector<std::string> objects = judge.objects;
  if (!hidden_tests)
    std::erase_if(objects, [](const std::string& object) {
      return std::filesystem::path(object).filename().string().starts_with("hidden");
    });
  merge_and_hide(objects, kJudgeNames, out);
}

// A kernel file keeps the names of its inline functions: all traced objects of a program share one copy of each.
void place_solution(const SecretObject& solution, const std::set<std::string>& kept, const std::string& out) {
  if (solution.path.find(".cu.") != std::string::npos)
    hide_symbols(solution.objects.front(), kept, out);
  else
    merge_and_hide(solution.objects, kept, out);
}

// "solutions/00_warm_up/view.cpp.worker.o" -> "stubs/00_warm_up/view.cpp.o"
std::string stub_of(const std::string& path) {
  const size_t kind = path.rfind('.', path.size() - 3);
  return "stubs" + path.substr(path.find('/'), kind - path.find('/')) + ".o";
}

}  // namespace

void place_objects(const Paths& paths, const ObjectChoice& choice, const std::string& out) {
  const Paths release{paths.root, preset_folder(paths, "release")};
  build_targets(paths, {"build.ninja"}, "release");  // the list is of the sources of today
  const std::vector<std::string> needed = folders_with_needed(paths, choice.labs);
  for (const LabManifest& lab : find_labs(paths.root))  // from no folder: stubs take the place of all files
    prepare_overlay(release, lab, release.build + "/no_folder", Slot::scratch);

  std::map<std::string, SecretObject> wanted, stubs;
  std::vector<std::string> targets;
  for (const SecretObject& object : secret_objects(release.build)) {
    if (object.path.starts_with("stubs/")) stubs[object.path] = object;
    if (object.path.starts_with("stubs/") || !is_wanted(choice, needed, object.path)) continue;
    wanted[object.path] = object;
    targets.push_back(object.target);
  }
  for (const auto& [path, object] : wanted)
    if (const auto stub = stubs.find(stub_of(path)); stub != stubs.end()) targets.push_back(stub->second.target);
  build_targets(paths, targets, "release");

  ProgressBar bar("hiding names", static_cast<int64_t>(wanted.size()));
  int64_t done = 0;
  for (const auto& [path, object] : wanted) {
    bar.update(done++, path);
    const std::string place = text(out, "/prebuilt/", path);
    if (path.ends_with("/judge.o")) {
      place_judge(object, choice.hidden_tests, place);
      continue;
    }
    const auto stub = stubs.find(stub_of(path));
    const SecretObject& named = stub == stubs.end() ? object : stub->second;
    place_solution(object, public_names(named.objects.front()), place);
  }
}

}  // namespace llmsys
