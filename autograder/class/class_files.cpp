#include "autograder/class/class_files.h"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "autograder/cli/sha256.h"
#include "autograder/report/utc_text.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {
namespace fs = std::filesystem;

using Json = nlohmann::json;

std::string dumped(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);  // names may be in any encoding
}

GradeEntry entry_from(const Json& json) {
  return {.id = json.at("id"),
          .status = json.at("status"),
          .message = json.at("message"),
          .points = json.at("points"),
          .max_points = json.at("max_points"),
          .json = dumped(json, -1)};
}

Json files_of(const Submission& submission) {
  Json files = Json::object();
  for (const auto& [file, hash] : submission.hashes)
    files[file] = {{"path", text("files/", submission.handed.id, "/", file)}, {"sha256", hash}};
  return files;
}

}  // namespace

void write_files(const std::string& out, const std::string& id, const std::map<std::string, std::string>& content) {
  const fs::path folder = fs::path(out) / "files" / id;
  fs::create_directories(folder);
  for (const auto& entry : fs::directory_iterator(folder))
    if (!content.contains(entry.path().filename().string())) fs::remove_all(entry.path());
  for (const auto& [file, bytes] : content) write_if_changed((folder / file).string(), bytes);
}

GradeEntry write_reports(const std::string& out, const Submission& submission, const GradedSubmission& graded,
                         int hint) {
  const HandedIn& handed = submission.handed;
  const std::string report = text("reports/", handed.id, ".json");
  write_atomically(text(out, "/", report), json_report(graded.report, hint));
  write_atomically(text(out, "/reports/", handed.id, ".html"), html_report(graded.report, hint));
  std::string all;
  for (const auto& [file, hash] : submission.hashes) all += text(file, " ", hash, "\n");
  const Json when = handed.submitted_at ? Json(utc_text(*handed.submitted_at)) : Json(nullptr);
  const Json json = {{"id", handed.id},
                     {"name", handed.name},
                     {"email", handed.email},
                     {"layout", handed.layout},
                     {"source", handed.source},
                     {"files", files_of(submission)},
                     {"submitted_at", when},
                     {"sha256", sha256(all)},
                     {"status", std::string(to_text(graded.status))},
                     {"message", graded.message},
                     {"notes", handed.notes},
                     {"points", graded.report.points()},
                     {"max_points", graded.report.max_points()},
                     {"report", report}};
  return entry_from(Json::parse(dumped(json, -1)));
}

void write_grades(const std::string& out, const ClassHead& head, const std::vector<GradeEntry>& entries) {
  Json submissions = Json::array();
  for (const GradeEntry& entry : entries) submissions.push_back(Json::parse(entry.json));
  Json json = {{"format", "llmsys-class"}, {"version", 1},    {"lab", head.lab},
               {"round", head.round},      {"seed", nullptr}, {"submissions", submissions}};
  if (head.seed_shown) json["seed"] = head.seed;
  write_atomically(out + "/grades.json", dumped(json, 1) + "\n");
}

std::vector<GradeEntry> read_grades(const std::string& out, const std::string& lab) {
  const std::string path = out + "/grades.json";
  if (!fs::exists(path)) return {};
  try {
    const Json json = Json::parse(read_text_file(path));
    LLMSYS_CHECK(ValueError, json.at("format") == "llmsys-class" && json.at("version") == 1, path,
                 " is not of a class that ./lab grade-all of this version graded");
    LLMSYS_CHECK(ValueError, json.at("lab") == lab, path, " is of ", std::string(json.at("lab")), ", not of ", lab,
                 ": choose another --out");
    std::vector<GradeEntry> entries;
    for (const Json& submission : json.at("submissions")) entries.push_back(entry_from(submission));
    return entries;
  } catch (const Json::exception& error) {
    throw ValueError(text(path, ": ", error.what()));
  }
}

std::optional<uint64_t> read_seed(const std::string& out) {
  std::ifstream file(out + "/state/seed");
  uint64_t seed = 0;
  if (file >> seed) return seed;
  return std::nullopt;
}

void write_seed(const std::string& out, uint64_t seed) { write_atomically(out + "/state/seed", text(seed, "\n")); }

}  // namespace llmsys
