#include "autograder/course/fields.h"
#include "autograder/export/class_results.h"
#include "autograder/export/sample_files.h"
#include "autograder/export/similarity.h"
#include "framework/base/error.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

std::string message_of(const std::string& grades, const std::string& report) {
  const TemporaryFolder folder;
  write_class(folder, grades, report);
  try {
    static_cast<void>(read_results(folder.path(), source_root()));
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

std::string with(std::string text, const std::string& before, const std::string& after) {
  return text.replace(text.find(before), before.size(), after);
}

}  // namespace

TEST_CASE("a class and its reports are read") {
  const TemporaryFolder folder;
  write_class(folder, kClass, kReport);
  const ClassResults results = read_results(folder.path(), source_root());
  REQUIRE(results.submissions.size() == 2);
  const StudentResult& ada = results.submissions[0];
  CHECK(ada.submitted == parse_moment("2026-09-18T12:00:00Z"));
  CHECK(ada.report->points() == 2);
  CHECK(ada.report->seed == 18446744073709551615ULL);
  CHECK(ada.report->tests[0].claim == "a claim");
  CHECK(ada.report->lab.folder == "00_warm_up");
  CHECK(results.submissions[1].status == "bad_archive");
  CHECK_FALSE(results.submissions[1].report);
  CHECK(read_results(folder.path("reports/ada.json"), source_root()).single);
}

TEST_CASE("what is written again as a report reads the same") {
  const TemporaryFolder folder;
  GradeReport report = sample_report();
  report.lab.folder = "08_memory";  // a lab that is planned
  report.sandbox = "L2", report.seed_shown = false;
  report.tests[1].timings = {{"merge", 1.25, 1.125, 1.5, 9, true, "noisy"}};
  report.tests[2].source = "line 3";
  write_file(folder.path("r.json"), json_report(report, 3));
  const GradeReport read = read_grade_report(folder.path("r.json"), folder.path());
  CHECK(json_report(read, 3) == json_report(report, 3));
}

TEST_CASE("results that are damaged are refused with the place") {
  CHECK_THAT(message_of(with(kClass, "llmsys-class", "x"), kReport), Catch::Contains("grades.json: format: must be"));
  CHECK_THAT(message_of(with(kClass, "\"graded\"", "\"good\""), kReport),
             Catch::Contains("submissions[0].status: must be one of"));
  CHECK_THAT(message_of(with(kClass, "reports/ada.json", "../ada.json"), kReport),
             Catch::Contains("leaves the folder"));
  CHECK_THAT(message_of(with(kClass, "12:00:00Z", "12:00:00"), kReport),
             Catch::Contains("submitted_at: must be a time with its offset"));
  CHECK_THAT(message_of(with(kClass, "lab00", "lab99"), kReport), Catch::Contains("there is no lab \"lab99\""));
  CHECK_THAT(message_of(kClass, with(kReport, "\"points\": 0", "\"points\": -1")),
             Catch::Contains("tests[0].points: must be a number"));
  CHECK_THAT(message_of(kClass, kReport.substr(0, 100)), Catch::Contains("ada.json: this is not JSON"));
  CHECK_THAT(message_of(kClass, with(kReport, "llmsys-grade", "x")), Catch::Contains("format"));
  CHECK_THROWS_WITH(read_results("/tmp", ""), Catch::Contains("has no grades.json"));
  CHECK_THROWS_WITH(read_results("/nowhere", ""), Catch::Contains("/nowhere"));
}

TEST_CASE("similarity: the public solution is among the compared, stubs are the base, kernels are .cpp") {
  const LabManifest lab = read_manifest(source_root() + "/labs/00_warm_up/lab.json");
  const std::vector<StudentFiles> students = {
      {"public_solution", {{"view.cpp", "a"}, {"saxpy.cu", "b"}, {"../x", "c"}}}, {"bob", {}}};
  const SimilarityFolder jplag = similarity_folder("jplag", lab, students, "/out it's", source_root());
  CHECK(jplag.files.at("submissions/student_public_solution/view.cpp") == "a");
  CHECK(jplag.files.at("submissions/student_public_solution/saxpy_cu.cpp") == "b");
  CHECK(jplag.files.contains("submissions/public_solution/view.cpp"));
  CHECK(jplag.files.contains("base/saxpy_cu.cpp"));
  CHECK(jplag.files.at("base/view.cpp") != jplag.files.at("submissions/public_solution/view.cpp"));
  for (const auto& [path, content] : jplag.files)
    CHECK_FALSE((holds(path, "..") || path.ends_with(".cu") || holds(path, "bob")));
  CHECK(holds(jplag.next_steps, "--base-code '/out it'\\''s/base'"));
}

TEST_CASE("similarity: MOSS, a server of others, sees numbers only") {
  const LabManifest lab = read_manifest(source_root() + "/labs/00_warm_up/lab.json");
  const SimilarityFolder moss = similarity_folder("moss", lab, {{"jane", {{"view.cpp", "a"}}}}, "/out", source_root());
  CHECK(moss.files.contains("submissions/s0001/view.cpp"));
  CHECK(moss.files.at("key.csv") == "number,id\r\ns0001,jane\r\n");
  for (const auto& [path, content] : moss.files) CHECK_FALSE(holds(path, "jane"));
}
