#include "autograder/export/export_command.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "autograder/course/fields.h"
#include "autograder/export/formats.h"
#include "autograder/export/gradebook.h"
#include "autograder/export/similarity_command.h"
#include "autograder/export/tables.h"
#include "autograder/export/tokens.h"
#include "autograder/export/totals.h"
#include "autograder/report/printable.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

namespace fs = std::filesystem;

// Puts the e-mails or ids of a roster in, which the names of repositories do not tell.
void apply_roster(std::vector<ClassResults>& classes, const std::string& path) {
  const std::map<std::string, std::string> roster = read_roster(path);
  for (ClassResults& results : classes)
    for (StudentResult& student : results.submissions) {
      const auto at = roster.find(person_key(student.id));
      if (at != roster.end()) student.email = at->second;
    }
}

std::vector<ClassResults> read_inputs(const Paths& paths, const ExportCommand& command) {
  std::vector<ClassResults> out;
  for (const std::string& input : command.inputs) out.push_back(read_results(input, paths.root));
  for (const std::string& roster : command.rosters) apply_roster(out, roster);
  return out;
}

void write_out(const std::string& path, const std::string& content) {
  if (path == "-")
    std::fwrite(content.data(), 1, content.size(), stdout);
  else
    write_atomically(path, content);
}

// Where a file of this format goes that has no name of its own.
std::string default_out(const ExportCommand& command, const ClassResults& results, const std::string& name) {
  if (!command.out.empty()) return command.out;
  return results.single ? "-" : text(results.folder, "/export/", name);
}

Moment now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

// A report in a format that is about one report.
std::string report_text(const ExportCommand& command, const GradeReport& report) {
  if (command.format == "gradescope")
    return gradescope_results(report, {.hidden_visibility = command.hidden, .leaderboard = command.leaderboard});
  if (command.format == "classroom") return classroom_result(report) + "\n";
  if (command.format == "prairielearn") return prairielearn_results(report);
  return junit_report(report, now());
}

int export_reports(const ExportCommand& command, const ClassResults& results) {
  if (results.single) {
    write_out(default_out(command, results, ""), report_text(command, *results.submissions[0].report));
    return 0;
  }
  const std::string folder = default_out(command, results, command.format);
  const std::string end = command.format == "junit" ? ".xml" : command.format == "classroom" ? ".txt" : ".json";
  int written = 0;
  for (const StudentResult& submission : results.submissions) {
    if (!submission.report) continue;
    write_atomically(text(folder, "/", file_name(submission.id), end), report_text(command, *submission.report));
    ++written;
  }
  std::printf("%d files in %s; %zu submissions have no report\n", written, folder.c_str(),
              results.submissions.size() - static_cast<size_t>(written));
  return 0;
}

int export_actions(const ExportCommand& command, const ClassResults& results) {
  LLMSYS_CHECK(ValueError, results.single, "actions is about one report: give a report.json of ./lab grade N --json");
  const ActionsOutput output = actions_output(*results.submissions[0].report, random_token());
  write_out(command.out.empty() ? "-" : command.out, output.log);
  const char* set = std::getenv("GITHUB_STEP_SUMMARY");
  const std::string summary = command.summary.empty() && set != nullptr ? set : command.summary;
  if (summary.empty()) return 0;
  std::ofstream file(summary, std::ios::app | std::ios::binary);
  file << output.summary;
  file.close();
  LLMSYS_CHECK(IoError, file.good(), "cannot add the summary to ", summary);
  return 0;
}

// The rules that grades follow; keeps the course that they point to.
struct LoadedRules {
  std::optional<Course> course;
  GradingRules rules;
};

void load_rules(const Paths& paths, const ExportCommand& command, LoadedRules& out) {
  out.rules.assignment = command.assignment;
  out.rules.without_earlier = command.without_earlier;
  const bool needs_course = command.format == "total" || !command.assignment.empty() || !command.extensions.empty() ||
                            !command.groups.empty() || !command.times.empty();
  LLMSYS_CHECK(
      ValueError, !needs_course || !command.course.empty(),
      "total, --assignment, --extensions, --groups and --times need a course: add --course FILE; presets are in "
      "courses/");
  if (command.course.empty()) return;
  out.course = read_course(command.course, paths.root);
  out.rules.course = &*out.course;
  if (!command.extensions.empty()) out.rules.extensions = read_extensions(command.extensions, *out.course);
  if (!command.groups.empty()) out.rules.groups = read_groups(command.groups);
  if (!command.times.empty()) out.rules.times = read_times(command.times, *out.course);
}

int export_csv(const ExportCommand& command, const std::vector<ClassResults>& classes,
               const std::vector<Grade>& grades) {
  const Detail detail = command.detail == "tasks"   ? Detail::tasks
                        : command.detail == "tests" ? Detail::tests
                                                    : Detail::none;
  const std::string path = default_out(command, classes[0], "grades.csv");
  write_out(path, grades_csv(grades, detail));
  const auto withheld = std::count_if(grades.begin(), grades.end(), [](const Grade& grade) { return grade.withheld; });
  if (path != "-")
    std::printf("%zu students in %s; %td of them to grade again\n", grades.size(), path.c_str(), withheld);
  return 0;
}

int export_html(const ExportCommand& command, const std::vector<ClassResults>& classes,
                const std::vector<Grade>& grades) {
  const std::string folder = command.out.empty() ? classes[0].folder + "/export/html" : command.out;
  for (const ClassResults& results : classes)
    for (const auto& [name, page] : grade_pages(results, grades, command.hint)) {
      const std::string part = classes.size() == 1 ? "" : text("lab", results.lab, "/");
      write_atomically(text(folder, "/", part, name), page);
    }
  std::printf("the pages are in %s: open index.html\n", folder.c_str());
  return 0;
}

GradebookOptions gradebook_options(const ExportCommand& command, const GradingRules& rules,
                                   const std::vector<ClassResults>& classes) {
  GradebookOptions options;
  options.column = command.column;
  options.scale = command.scale;
  options.zero_missing = command.zero_missing;
  if (!command.decimal.empty()) options.decimal = command.decimal == "comma" ? ',' : '.';
  if (!command.column.empty() || command.format != "canvas") return options;
  LLMSYS_CHECK(ValueError, rules.course != nullptr,
               "which assignment of the gradebook? Add --column NAME, or --course FILE");
  const Assignment& assignment = chosen_assignment(rules, classes);
  options.column = assignment.column.empty() ? assignment.title : assignment.column;
  return options;
}

int export_gradebook(const ExportCommand& command, const LoadedRules& loaded, const std::vector<ClassResults>& classes,
                     const std::vector<Grade>& grades) {
  LLMSYS_CHECK(ValueError, !command.gradebook.empty(), command.format,
               " fills in your own export, so that no id is lost: add --gradebook FILE");
  const std::string bytes = read_text_file(command.gradebook);
  const GradebookOptions options = gradebook_options(command, loaded.rules, classes);
  Gradebook book;
  try {
    book = command.format == "canvas" ? fill_canvas(bytes, grades, options) : fill_moodle(bytes, grades, options);
  } catch (const ValueError& error) {
    throw ValueError(text(command.gradebook, ": ", error.what()));
  }
  const std::string path = default_out(command, classes[0], command.format + ".csv");
  if (path == "-" && !command.dry_run) {
    write_out(path, book.file);
    return 0;
  }
  std::fputs(gradebook_report(book, command.dry_run).c_str(), stdout);
  if (command.dry_run) {
    std::puts("nothing was written: leave out --dry-run to write it");
  } else {
    write_out(path, book.file);
    std::printf("written: %s\n", path.c_str());
  }
  return book.no_row.empty() && book.remarks.empty() ? 0 : 1;
}

void warn_of_unused(const GradingRules& rules, const std::vector<ClassResults>& classes,
                    const std::vector<Grade>& grades) {
  if (rules.course == nullptr) return;
  const Assignment& assignment = chosen_assignment(rules, classes);
  for (const std::string& student : unused_extensions(grades, assignment, rules))
    std::fprintf(stderr, "lab: note: an extension of %s is for %s, of whom there is no submission\n",
                 assignment.id.c_str(), printable(student).c_str());
}

int export_total(const ExportCommand& command, const LoadedRules& loaded, const std::vector<ClassResults>& classes) {
  const std::vector<Score> scores =
      command.scores.empty() ? std::vector<Score>{} : read_scores(command.scores, *loaded.course);
  const CourseTotals totals = course_totals(classes, loaded.rules, scores);
  LLMSYS_CHECK(ValueError, !totals.graded.empty(), "no assignment of ", command.course,
               " has all results that it needs: give the folders of all its labs, or --scores FILE");
  const std::string path = default_out(command, classes[0], "total.csv");
  write_out(path, totals_csv(totals));
  if (path != "-")
    std::printf("%zu students, %zu of %zu assignments in %s\n", totals.students.size(), totals.graded.size(),
                loaded.course->assignments.size(), path.c_str());
  return 0;
}

int export_grades(const Paths& paths, const ExportCommand& command, const std::vector<ClassResults>& classes) {
  LLMSYS_CHECK(ValueError, !classes[0].single, command.format,
               " is about a class: give a folder that ./lab grade-all wrote");
  LoadedRules loaded;
  load_rules(paths, command, loaded);
  if (command.format == "total") return export_total(command, loaded, classes);
  const std::vector<Grade> grades = compute_grades(classes, loaded.rules);
  warn_of_unused(loaded.rules, classes, grades);
  if (command.format == "csv") return export_csv(command, classes, grades);
  if (command.format == "html") return export_html(command, classes, grades);
  return export_gradebook(command, loaded, classes, grades);
}

bool is_one_of(const std::string& format, std::initializer_list<const char*> names) {
  return std::any_of(names.begin(), names.end(), [&](const char* name) { return format == name; });
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& export_formats() {
  static const std::vector<std::pair<std::string, std::string>> kFormats = {
      {"csv", "a table of our own: raw, penalty, final; --detail tasks or tests"},
      {"total", "a table of the whole course: each assignment, what is earned, percent"},
      {"canvas", "your export of Canvas with a column filled in"},
      {"moodle", "your grading worksheet of Moodle with grades and comments filled in"},
      {"html", "a page for each student, and an index"},
      {"gradescope", "results.json"},
      {"prairielearn", "results.json"},
      {"classroom", "the result that GitHub Classroom's reporter reads"},
      {"actions", "annotations and a job summary for GitHub Actions"},
      {"junit", "XML that most systems for continuous integration read"},
      {"jplag", "submissions laid out for JPlag, with the public solution among them"},
      {"moss", "submissions laid out for MOSS, under numbers"}};
  return kFormats;
}

int export_command(const Paths& paths, const ExportCommand& command) {
  std::vector<std::string> names;
  for (const auto& [name, about] : export_formats()) names.push_back(name);
  const bool known = std::find(names.begin(), names.end(), command.format) != names.end();
  const std::string nearest = did_you_mean(command.format, names);
  LLMSYS_CHECK(ValueError, known, "there is no format \"", command.format, "\"", nearest.empty() ? "." : nearest,
               " The formats are ", join(names, ", "));
  const std::vector<ClassResults> classes = read_inputs(paths, command);
  if (is_one_of(command.format, {"csv", "total", "canvas", "moodle", "html"}))
    return export_grades(paths, command, classes);
  LLMSYS_CHECK(ValueError, classes.size() == 1, command.format, " takes one folder or report at a time, got ",
               classes.size());
  if (command.format == "actions") return export_actions(command, classes[0]);
  if (is_one_of(command.format, {"jplag", "moss"})) return export_similarity(paths, command, classes[0]);
  return export_reports(command, classes[0]);
}

}  // namespace llmsys
