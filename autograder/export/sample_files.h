/// @file
/// A folder of `./lab grade-all`, for the tests of what reads it.
#pragma once
#include <filesystem>

#include "autograder/export/sample_class.h"

namespace llmsys::testing {

/// A grades.json: one student who was graded, one whose archive was refused.
inline const std::string kClass =
    R"({"format": "llmsys-class", "version": 1, "lab": "lab00", "round": 1, "submissions": [
  {"id": "ada", "name": "Ada", "email": "", "layout": "plain", "source": "ada.zip", "files": {}, "submitted_at":
   "2026-09-18T12:00:00Z", "sha256": "", "status": "graded", "message": "", "points": 2, "max_points": 4, "report": "reports/ada.json"},
  {"id": "bob", "status": "bad_archive", "message": "a link", "submitted_at": null, "report": null}]})";

/// The report of the first: a hidden test that failed, and a test that passed.
inline const std::string kReport =
    R"({"format": "llmsys-grade", "version": 1, "lab": "lab00", "title": "T", "points": 2,
  "max_points": 4, "seed": 18446744073709551615, "duration": 1.5, "warnings": ["w"], "new_field": 1, "tests": [
  {"name": "hidden: a claim", "task": "0.2", "rung": "hidden", "kind": "core", "status": "FAIL", "points": 0, "max_points": 2},
  {"name": "example: b", "task": "0.2", "rung": "example", "kind": "counter", "status": "PASS", "points": 2, "max_points": 2}]})";

/// Makes `folder` such a folder.
inline void write_class(const TemporaryFolder& folder, const std::string& grades, const std::string& report) {
  write_file(folder.path("grades.json"), grades);
  std::filesystem::create_directories(folder.path("reports"));
  std::filesystem::create_directories(folder.path("files/ada"));
  write_file(folder.path("reports/ada.json"), report);
  write_file(folder.path("files/ada/view.cpp"), "// mine\n");
}

}  // namespace llmsys::testing
