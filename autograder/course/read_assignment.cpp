#include <algorithm>

#include "autograder/course/course_reader.h"
#include "autograder/course/planned_labs.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

Challenge read_challenge(Fields& fields) {
  const std::string word = fields.word("challenge", {"counts", "bonus", "off"}, "bonus");
  if (word == "counts") return Challenge::counts;
  return word == "off" ? Challenge::off : Challenge::bonus;
}

ItemKind read_kind(Fields& fields) {
  const std::string word = fields.word("kind", {"homework", "quiz", "exam", "project"}, "homework");
  if (word == "quiz") return ItemKind::quiz;
  if (word == "exam") return ItemKind::exam;
  return word == "project" ? ItemKind::project : ItemKind::homework;
}

std::vector<int> read_labs(Fields& fields) {
  std::vector<int> labs;
  const int last = static_cast<int>(kPlannedLabs.size()) - 1;
  for (const auto& [json, path] : fields.list("labs")) {
    const bool good = json->is_number_integer() && json->get<int64_t>() >= 0 && json->get<int64_t>() <= last;
    if (!good) {
      fields.wrong_at(text(path, ": must be the number of a lab, 0 to ", last, ", is ", described(*json)));
      continue;
    }
    const int lab = json->get<int>();
    if (std::find(labs.begin(), labs.end(), lab) != labs.end())
      fields.wrong_at(text(path, ": lab ", lab, " is there twice"));
    labs.push_back(lab);
  }
  return labs;
}

// What a file name and a column of a table can hold.
void check_id(Fields& fields, const std::string& id) {
  const bool plain =
      std::all_of(id.begin(), id.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-'; });
  if (!plain) fields.wrong("id", text("must be letters, digits, _ and -, is \"", id, "\""));
}

}  // namespace

Assignment read_assignment(Fields fields, const Course& course, const DayTimes& times) {
  Assignment out;
  out.id = fields.needed_text("id");
  check_id(fields, out.id);
  out.title = fields.text_of("title", out.id);
  out.kind = read_kind(fields);
  out.labs = read_labs(fields);
  out.challenge = read_challenge(fields);
  out.points = fields.number("points", 100, 0.01, 1e6);
  out.weight = fields.number("weight", 0, 0, 100);
  out.extra = fields.flag("extra", false);
  out.choice = fields.text_of("choice");
  out.column = fields.text_of("column");
  out.opens = read_moment(fields, "opens", course, times.opens);
  out.due = read_moment(fields, "due", course, times.due);
  if (out.opens && out.due && *out.due <= *out.opens)
    fields.wrong("due", text(course.zone.iso(*out.due), " is not after it opens, ", course.zone.iso(*out.opens)));
  if (fields.find("challenge") != nullptr && out.labs.empty())
    fields.wrong("challenge", "is about the tasks of labs, and this has no \"labs\"");
  fields.finish();
  return out;
}

std::string_view to_text(ItemKind kind) {
  switch (kind) {
    case ItemKind::homework: return "homework";
    case ItemKind::quiz: return "quiz";
    case ItemKind::exam: return "exam";
    default: return "project";
  }
}

}  // namespace llmsys
