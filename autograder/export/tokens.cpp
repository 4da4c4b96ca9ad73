#include "autograder/export/tokens.h"

#include <algorithm>

#include "framework/base/text.h"

namespace llmsys {
namespace {

const Extension* extension_of(const Grade& grade, const Assignment& assignment, const GradingRules& rules) {
  for (const Extension& extension : rules.extensions)
    if (extension.assignment == assignment.id && is_person(grade, extension.student)) return &extension;
  return nullptr;
}

void note_what_happened(Grade& grade, const Extension* extension) {
  if (extension != nullptr)
    grade.notes.push_back("extension" + (extension->reason.empty() ? "" : ": " + extension->reason));
  const LateResult& result = grade.result;
  if (result.late_seconds > 0) grade.notes.push_back(lateness_text(result.late_seconds) + " late");
  if (result.tokens > 0)
    grade.notes.push_back(text(result.tokens, result.tokens == 1 ? " token" : " tokens", " spent"));
  if (result.too_late) grade.notes.emplace_back("after the last moment: 0 points");
}

// A member of a group without a submission has the grade of the group's last one.
void share_within_groups(std::vector<Grade>& grades, const Groups& groups) {
  std::vector<Grade> shared;
  for (const auto& members : groups) {
    const Grade* best = nullptr;
    std::vector<std::string> absent;
    for (const std::string& member : members) {
      const auto own = std::find_if(grades.begin(), grades.end(), [&](const Grade& g) { return is_person(g, member); });
      if (own == grades.end())
        absent.push_back(member);
      else if (best == nullptr || own->submitted > best->submitted)
        best = &*own;
    }
    for (size_t i = 0; best != nullptr && i < absent.size(); ++i) {
      Grade grade = *best;
      grade.notes.push_back("in a group with " + best->id);
      grade.id = absent[i];
      grade.name.clear();
      grade.email = absent[i].find('@') == std::string::npos ? "" : absent[i];
      shared.push_back(std::move(grade));
    }
  }
  grades.insert(grades.end(), shared.begin(), shared.end());
}

}  // namespace

bool is_person(const Grade& grade, const std::string& key) {
  return !key.empty() && (person_key(grade.id) == key || person_key(grade.email) == key);
}

std::vector<std::string> TokenPurse::together(const Grade& grade) const {
  for (const auto& members : *groups_)
    if (std::any_of(members.begin(), members.end(), [&](const std::string& key) { return is_person(grade, key); }))
      return members;
  return {person_key(grade.email.empty() ? grade.id : grade.email)};
}

int TokenPurse::available(const std::vector<std::string>& members) const {
  int least = count_;
  for (const std::string& member : members) {
    const auto spent = spent_.find(member);
    if (spent == spent_.end()) continue;
    int sum = 0;
    for (const auto& [assignment, tokens] : spent->second) sum += tokens;
    least = std::min(least, count_ - sum);
  }
  return std::max(0, least);
}

void TokenPurse::spend(const std::vector<std::string>& members, const std::string& assignment, int tokens) {
  for (const std::string& member : members) {
    int& spent = spent_[member][assignment];
    spent = std::max(spent, tokens);
  }
}

std::vector<std::string> unused_extensions(const std::vector<Grade>& grades, const Assignment& assignment,
                                           const GradingRules& rules) {
  std::vector<std::string> out;
  for (const Extension& extension : rules.extensions) {
    const bool used =
        std::any_of(grades.begin(), grades.end(), [&](const Grade& g) { return is_person(g, extension.student); });
    if (extension.assignment == assignment.id && !used) out.push_back(extension.student);
  }
  return out;
}

void apply_rules(std::vector<Grade>& grades, const Assignment& assignment, const GradingRules& rules,
                 TokenPurse& purse) {
  std::vector<int> available;  // before anybody spends: a group's second submission pays nothing twice
  for (const Grade& grade : grades) available.push_back(purse.available(purse.together(grade)));
  for (size_t i = 0; i < grades.size(); ++i) {
    Grade& grade = grades[i];
    const Extension* extension = extension_of(grade, assignment, rules);
    grade.due = due_for(assignment, extension);
    int tokens = available[i];
    if (extension != nullptr && extension->tokens) tokens = std::min(tokens, *extension->tokens);
    grade.result =
        apply_late_policy(rules.course->late, grade.result.raw, grade.max, grade.due, grade.submitted, tokens);
    if (!grade.withheld) purse.spend(purse.together(grade), assignment.id, grade.result.tokens);
    note_what_happened(grade, extension);
  }
  share_within_groups(grades, rules.groups);
}

}  // namespace llmsys
