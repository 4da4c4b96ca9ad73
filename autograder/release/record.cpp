#include "autograder/release/record.h"

#include <features.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "autograder/cli/paths.h"
#include "autograder/cli/sha256.h"
#include "framework/base/error.h"

namespace llmsys {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string_view to_text(Audience audience) {
  constexpr std::string_view kNames[] = {"student", "instructor", "gradescope"};
  return kNames[static_cast<size_t>(audience)];
}

std::string release_record(const std::string& folder, Audience audience, const std::vector<LabManifest>& labs) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path().lexically_relative(folder).string());
  std::sort(files.begin(), files.end());
  Json json = {{"format", "llmsys-release"}, {"version", 1}, {"kind", to_text(audience)}};
  for (const LabManifest& lab : labs) json["labs"].push_back(lab.folder);
  json["hidden_tests"] = audience != Audience::student;
  json["built"] = {{"compiler", text(__GNUC__)},
                   {"glibc", text(__GLIBC__, ".", __GLIBC_MINOR__)},
                   {"libstdc++", __GLIBCXX__},
                   {"cpu", "x86-64-v3"}};
  for (const std::string& file : files) json["files"][file] = sha256_of_file(folder + "/" + file);
  return json.dump(1) + "\n";
}

std::string release_kind(const std::string& root) {
  if (!fs::exists(root + "/RELEASE.json")) return "";
  const Json json = Json::parse(read_text_file(root + "/RELEASE.json"), nullptr, false);
  const auto kind = json.is_object() ? json.find("kind") : json.end();
  LLMSYS_CHECK(IoError, json.is_object() && kind != json.end() && kind->is_string(),
               "RELEASE.json is damaged: unpack the release again");
  return kind->get<std::string>();
}

}  // namespace llmsys
