#include "autograder/export/roster.h"

#include <algorithm>
#include <set>

#include "framework/base/text.h"

namespace llmsys {
namespace {

// "Last, First" and "First Last" become the same words in the same order.
std::string name_key(const std::string& name) {
  std::string words = person_key(name);
  if (const size_t comma = words.find(','); comma != std::string::npos)
    words = words.substr(comma + 1) + " " + words.substr(0, comma);
  std::string out;
  for (const char c : words)
    if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

// Moodle's "Participant 123" is the 123 in the names of its files.
std::vector<std::string> id_keys(const std::string& id) {
  const std::string key = person_key(id), participant = "participant ";
  if (key.starts_with(participant)) return {key, key.substr(participant.size())};
  return {key};
}

using Index = std::multimap<std::string, const Grade*>;

Index by_id(const std::vector<Grade>& grades) {
  Index index;
  for (const Grade& grade : grades) {
    std::set<std::string> keys;
    for (const std::string& given : {grade.id, grade.email})
      for (const std::string& key : id_keys(given)) keys.insert(key);
    for (const std::string& key : keys)
      if (!key.empty()) index.emplace(key, &grade);
  }
  return index;
}

std::set<const Grade*> find_by_keys(const RosterRow& row, const Index& index) {
  std::set<const Grade*> found;
  for (const std::string& given : row.keys)
    for (const std::string& key : id_keys(given)) {
      const auto [first, last] = index.equal_range(key);
      for (auto at = first; at != last; ++at) found.insert(at->second);
    }
  return found;
}

// By name: rows and submissions that are left, where the name is there once on each side.
void match_names(const std::vector<RosterRow>& rows, const std::vector<Grade>& grades, std::set<const Grade*>& used,
                 Matching& out) {
  std::map<std::string, std::vector<const RosterRow*>> rows_by_name;
  std::map<std::string, std::vector<const Grade*>> grades_by_name;
  for (const RosterRow& row : rows) rows_by_name[name_key(row.name)].push_back(&row);
  for (const Grade& grade : grades) grades_by_name[name_key(grade.name)].push_back(&grade);
  for (const auto& [name, of_name] : grades_by_name) {
    if (name.empty() || of_name.size() != 1 || rows_by_name[name].size() != 1 || used.contains(of_name[0])) continue;
    const RosterRow& row = *rows_by_name[name][0];
    if (out.grade_of.contains(row.row) || out.doubtful.contains(row.row)) continue;
    out.grade_of[row.row] = of_name[0];
    used.insert(of_name[0]);
    out.remarks.push_back(text(row.name, ": matched by name only, with submission ", of_name[0]->id));
  }
}

}  // namespace

Matching match_rows(const std::vector<RosterRow>& rows, const std::vector<Grade>& grades) {
  Matching out;
  const Index index = by_id(grades);
  std::map<const Grade*, std::vector<const RosterRow*>> rows_of;
  for (const RosterRow& row : rows) {
    const std::set<const Grade*> found = find_by_keys(row, index);
    if (found.size() == 1) rows_of[*found.begin()].push_back(&row);
    if (found.size() <= 1) continue;
    out.doubtful.insert(row.row);
    out.remarks.push_back(text(row.name, ": fits ", found.size(), " submissions; left alone"));
  }
  std::set<const Grade*> used;
  for (const auto& [grade, of_grade] : rows_of) {
    used.insert(grade);
    if (of_grade.size() == 1) out.grade_of[of_grade[0]->row] = grade;
    for (size_t i = 0; of_grade.size() > 1 && i < of_grade.size(); ++i) {
      out.doubtful.insert(of_grade[i]->row);
      out.remarks.push_back(text(of_grade[i]->name, ": submission ", grade->id, " fits other rows, too; left alone"));
    }
  }
  match_names(rows, grades, used, out);
  for (const Grade& grade : grades)
    if (!used.contains(&grade)) out.no_row.push_back(&grade);
  return out;
}

}  // namespace llmsys
