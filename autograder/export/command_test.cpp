// The command as a whole: which files it writes, how it ends, what it refuses.
#include <filesystem>

#include "autograder/export/export_command.h"
#include "autograder/export/sample_files.h"
#include "autograder/export/tables.h"
#include "framework/base/error.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

const Paths kPaths{.root = source_root(), .build = ""};

ExportCommand command_for(const TemporaryFolder& folder, const std::string& format) {
  write_class(folder, kClass, kReport);
  ExportCommand command;
  command.format = format;
  command.inputs = {folder.path()};
  return command;
}

}  // namespace

TEST_CASE("each format of a class has its files") {
  const std::pair<const char*, const char*> cases[] = {{"csv", "grades.csv"},
                                                       {"html", "html/reports/ada.html"},
                                                       {"gradescope", "gradescope/ada.json"},
                                                       {"prairielearn", "prairielearn/ada.json"},
                                                       {"junit", "junit/ada.xml"},
                                                       {"classroom", "classroom/ada.txt"},
                                                       {"jplag", "jplag/submissions/student_ada/view.cpp"},
                                                       {"moss", "moss/submissions/s0001/view.cpp"}};
  for (const auto& [format, file] : cases) {
    const TemporaryFolder folder;
    CHECK(export_command(kPaths, command_for(folder, format)) == 0);
    INFO(format);
    CHECK(std::filesystem::exists(folder.path("export/" + std::string(file))));
  }
}

TEST_CASE("a dry run writes nothing; submissions without a row are worth a look") {
  const TemporaryFolder folder;
  ExportCommand command = command_for(folder, "canvas");
  write_file(folder.path("book.csv"), "Student,ID,HW (1)\n    Points Possible,,4\nAda,ada,\n");
  command.gradebook = folder.path("book.csv");
  command.column = "HW";
  command.dry_run = true;
  CHECK(export_command(kPaths, command) == 1);  // bob has no row
  CHECK_FALSE(std::filesystem::exists(folder.path("export")));
  command.dry_run = false;
  CHECK(export_command(kPaths, command) == 1);
  CHECK(read_file(folder.path("export/canvas.csv")) == "Student,ID,HW (1)\n    Points Possible,,4\nAda,ada,2\n");
}

TEST_CASE("by a course's rules") {
  const TemporaryFolder folder;
  ExportCommand command = command_for(folder, "csv");
  write_file(folder.path("course.json"), R"({"format": "llmsys-course", "version": 1, "title": "T", "assignments": [
    {"id": "hw1", "labs": [0], "points": 10, "due": "2026-09-17T12:00"}], "late": {"percent": 20}})");
  command.course = folder.path("course.json");
  CHECK(export_command(kPaths, command) == 0);
  const std::string table = read_file(folder.path("export/grades.csv"));
  CHECK(holds(table, "ada,Ada,,graded,2026-09-18T12:00:00+00:00,2026-09-17T12:00:00+00:00,1 day,5,10,2,3,"));
  CHECK(holds(table, "bob,,,bad_archive,"));
}

TEST_CASE("the whole course, with scores of an exam") {
  const TemporaryFolder folder;
  ExportCommand command = command_for(folder, "total");
  CHECK_THROWS_WITH(export_command(kPaths, command), Catch::Contains("add --course FILE"));
  write_file(folder.path("course.json"), R"({"format": "llmsys-course", "version": 1, "title": "T", "assignments": [
    {"id": "hw1", "labs": [0], "points": 10, "weight": 50}, {"id": "exam", "kind": "exam", "points": 10, "weight": 50}]})");
  write_file(folder.path("scores.csv"), "student,assignment,points\nada,exam,10\n");
  command.course = folder.path("course.json");
  command.scores = folder.path("scores.csv");
  CHECK(export_command(kPaths, command) == 0);
  CHECK(holds(read_file(folder.path("export/total.csv")), "ada,Ada,,5,10,75,100,75,\r\n"));
}

TEST_CASE("a name of many letters that are not ASCII is still the name of a file") {
  std::string id;
  for (int i = 0; i < 33; ++i) id += "宿";
  CHECK(file_name(id).size() < 150);
  CHECK(file_name(id) != file_name(id + "x"));
  CHECK(file_name("a.b") == "a.b");
}

TEST_CASE("what is missing is said, with what to do") {
  const TemporaryFolder folder;
  const std::pair<const char*, const char*> cases[] = {
      {"canvas", "add --gradebook FILE"}, {"cvs", "did you mean \"csv\"?"}, {"actions", "give a report.json"}};
  for (const auto& [format, message] : cases)
    CHECK_THROWS_WITH(export_command(kPaths, command_for(folder, format)), Catch::Contains(message));
  ExportCommand command = command_for(folder, "csv");
  command.extensions = "x.csv";
  CHECK_THROWS_WITH(export_command(kPaths, command), Catch::Contains("add --course FILE"));
  command.inputs = {folder.path("reports/ada.json")};
  command.extensions.clear();
  CHECK_THROWS_WITH(export_command(kPaths, command), Catch::Contains("give a folder that ./lab grade-all wrote"));
  CHECK(export_command(kPaths, command_for(folder, "jplag")) == 0);
  CHECK_THROWS_WITH(export_command(kPaths, command_for(folder, "jplag")), Catch::Contains("is not empty"));
}

TEST_CASE("one report goes to the file that is named") {
  const TemporaryFolder folder;
  ExportCommand command = command_for(folder, "actions");
  command.inputs = {folder.path("reports/ada.json")};
  command.out = folder.path("log");
  command.summary = folder.path("summary.md");
  write_file(command.summary, "before\n");
  CHECK(export_command(kPaths, command) == 0);
  CHECK(holds(read_file(command.out), "::notice title=Lab 0::2 of 4 points\n"));
  CHECK(holds(read_file(command.summary), "before\n# Lab 00"));
}
