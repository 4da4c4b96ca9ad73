/// @file
/// Rules for late work over a whole class: extensions, groups, and the tokens that each student has left.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "autograder/export/grades.h"

namespace llmsys {

/// Whether a submission is that student's.  @param key  id or e-mail, as person_key()
bool is_person(const Grade& grade, const std::string& key);

/// Who has how many tokens left. Members of a group spend together: what one submission takes is taken from each of them,
/// and the group has as many as the member with fewest.
class TokenPurse {
 public:
  /// @param count  that everybody begins with
  TokenPurse(int count, const Groups& groups) : count_(count), groups_(&groups) {}
  /// The students who hand in with this one, as person_key(); at least the student.
  [[nodiscard]] std::vector<std::string> together(const Grade& grade) const;
  /// What all of them have at least.
  [[nodiscard]] int available(const std::vector<std::string>& members) const;
  /// Takes tokens from each. Of one assignment a group pays what its dearest submission costs, once.
  void spend(const std::vector<std::string>& members, const std::string& assignment, int tokens);

 private:
  int count_;
  const Groups* groups_;
  std::map<std::string, std::map<std::string, int>> spent_;  // by student, by assignment
};

/// Extensions of the assignment for students of whom there is no submission: a name may be misspelt.
std::vector<std::string> unused_extensions(const std::vector<Grade>& grades, const Assignment& assignment,
                                           const GradingRules& rules);

/// Applies extensions, tokens and the late policy to the raw grades of one assignment; gives a submission's grade to the members
/// of its group who have none.
void apply_rules(std::vector<Grade>& grades, const Assignment& assignment, const GradingRules& rules,
                 TokenPurse& purse);

}  // namespace llmsys
