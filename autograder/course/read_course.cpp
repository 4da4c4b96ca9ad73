#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "autograder/course/course_reader.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

using Json = nlohmann::json;
using Problems = std::vector<std::string>;

constexpr int kMostHintPoints = 100;

CourseHints read_hints(Fields fields) {
  CourseHints out;
  out.max = fields.whole("max", out.max, 0, 3);
  const auto costs = fields.list("cost");
  if (!costs.empty() && costs.size() != 4)
    fields.wrong("cost", text("must have 4 numbers, of levels 0 to 3, has ", costs.size()));
  for (size_t level = 0; level < std::min<size_t>(4, costs.size()); ++level) {
    const auto& [json, path] = costs[level];
    const bool good = json->is_number_integer() && json->get<int64_t>() >= 0 && json->get<int64_t>() <= kMostHintPoints;
    if (good) out.cost[level] = json->get<int>();
    if (!good)
      fields.wrong_at(text(path, ": must be whole points from 0 to ", kMostHintPoints, ", is ", described(*json)));
  }
  if (!std::is_sorted(out.cost.begin(), out.cost.end()))
    fields.wrong("cost", text("must not fall from one level to the next, is ", join(out.cost, ", ")));
  fields.finish();
  return out;
}

CourseGrading read_grading(Fields fields) {
  CourseGrading out;
  out.sandbox = fields.word("sandbox", {"L0", "L1", "L2", "L3"}, "");
  out.secret_file = fields.text_of("secret_file");
  fields.finish();
  return out;
}

Choice read_choice(Fields fields) {
  Choice out{.id = fields.needed_text("id"), .title = fields.text_of("title"), .take = fields.whole("take", 1, 1, 100)};
  if (out.title.empty()) out.title = out.id;
  fields.finish();
  return out;
}

void check_format(Fields& fields) {
  const std::string format = fields.needed_text("format");
  if (!format.empty() && format != "llmsys-course")
    fields.wrong("format", text("must be \"llmsys-course\", is \"", format, "\""));
  if (fields.whole("version", 0, 1, 1) == 0 && fields.find("version") == nullptr)
    fields.wrong("version", "is missing; it is 1");
}

Course parse_course(const Json& json, Problems& problems) {
  Course course;
  Fields fields(json, "", problems);
  check_format(fields);
  course.title = fields.needed_text("title");
  course.about = fields.text_of("about");
  DayTimes times;
  read_calendar(fields, course, times);
  for (const Fields& item : fields.objects("choices")) course.choices.push_back(read_choice(item));
  for (const Fields& item : fields.objects("assignments"))
    course.assignments.push_back(read_assignment(item, course, times));
  if (course.assignments.empty()) fields.wrong("assignments", "is missing or empty: a course has at least one");
  if (auto late = fields.object("late")) course.late = read_late_policy(*late);
  if (auto hints = fields.object("hints")) course.hints = read_hints(*hints);
  if (auto grading = fields.object("grading")) course.grading = read_grading(*grading);
  fields.finish();
  return course;
}

}  // namespace

Course read_course(const std::string& path, const std::string& root) {
  std::ifstream file(path, std::ios::binary);
  LLMSYS_CHECK(IoError, file.good() && !std::filesystem::is_directory(path), "cannot read the course file ", path,
               "; presets are in courses/");
  const std::string content{std::istreambuf_iterator<char>(file), {}};
  const Json json = parse_strict_json(content, path);
  Problems problems;
  Course course = parse_course(json, problems);
  course.path = path;
  if (problems.empty()) check_course(course, root, problems);
  std::string all;
  for (const std::string& problem : problems) all += text("\n  ", problem);
  LLMSYS_CHECK(ValueError, problems.empty(), path, ": ", problems.size(),
               problems.size() == 1 ? " mistake:" : " mistakes:", all);
  return course;
}

}  // namespace llmsys
