/// @file
/// A course: which labs are due when, what they count, and the rules for late work and hints. Read from a file such as
/// courses/seminar.json; docs/courses.md describes it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "autograder/course/late.h"
#include "autograder/course/moment.h"

namespace llmsys {

/// What becomes of the challenge tasks of an assignment's labs.
enum class Challenge {
  counts,  ///< they are points like any others
  bonus,   ///< they add to the score, and nothing is lost without them: the score may exceed the points
  off      ///< they are not looked at
};

/// What an item of a course is.
enum class ItemKind { homework, quiz, exam, project };

/// "homework", "quiz", "exam" or "project".
std::string_view to_text(ItemKind kind);

/// One thing to do: labs to hand in, or an exam, a quiz, a project, which only have points.
struct Assignment {
  std::string id;                          ///< "hw1"
  std::string title;                       ///< "Tensors and autograd"
  ItemKind kind = ItemKind::homework;      ///< what it is
  std::vector<int> labs;                   ///< numbers; empty: it is not graded here
  Challenge challenge = Challenge::bonus;  ///< of those labs
  double points = 100;                     ///< that a full score is worth
  double weight = 0;                       ///< percent of the course's grade
  bool extra = false;                      ///< its weight comes on top of the 100 percent
  std::string choice;                      ///< id of the choice that it belongs to; empty: everybody does it
  std::string column;                      ///< its name in a gradebook; empty: the title
  std::optional<Moment> opens;             ///< from then on
  std::optional<Moment> due;               ///< until then; nothing: at any time
};

/// Assignments of which each student does some.
struct Choice {
  std::string id;     ///< "topics"
  std::string title;  ///< "Topics"
  int take = 1;       ///< how many
};

/// A week without teaching.
struct Break {
  int week = 0;       ///< 1 is the first
  std::string title;  ///< "Fall break"
};

/// How far hints go and what they cost, as the course says it.
struct CourseHints {
  int max = 3;                           ///< the highest level
  std::vector<int> cost = {0, 0, 0, 0};  ///< points of each level
};

/// How a course grades.
struct CourseGrading {
  std::string sandbox;      ///< the least level; empty: none is asked for
  std::string secret_file;  ///< from which seeds are made; empty: seeds are random
};

/// A whole course.
struct Course {
  std::string path;                            ///< of its file
  std::string title;                           ///< "Language model systems"
  std::string about;                           ///< a sentence for whoever chooses a preset
  TimeZone zone;                               ///< of all local times
  std::optional<std::chrono::sys_days> start;  ///< a day of the first week; nothing: no calendar
  int weeks = 0;                               ///< of teaching and breaks; 0: no calendar
  std::vector<Break> breaks;                   ///< weeks without teaching
  std::vector<Choice> choices;                 ///< groups of assignments to choose from
  std::vector<Assignment> assignments;         ///< in the order of the file
  LatePolicy late;                             ///< for all of them
  CourseHints hints;                           ///< for all of them
  CourseGrading grading;                       ///< for all of them
  std::vector<std::string> remarks;            ///< what is allowed but worth a look: a lab that is not there yet

  /// The assignment of that id, or null.
  [[nodiscard]] const Assignment* find(const std::string& id) const;
  /// The assignment of that id.  @throws ValueError with the nearest id
  [[nodiscard]] const Assignment& at(const std::string& id) const;
  /// Sum of the weights a student can have, without extras: 100, or 0 if nothing has a weight.
  [[nodiscard]] double weight() const;
  /// The week of a moment; 0 if there is no calendar.
  [[nodiscard]] int week_of(Moment moment) const;
};

/// Reads and checks a course file. @param root  the repository, whose labs it may name
/// @throws IoError or ValueError with all that is wrong, a line each: path in the file, what is wrong, what is allowed
Course read_course(const std::string& path, const std::string& root);

/// The course as a table for people: weeks, what is due, labs, points, weights; then the policies.
std::string course_calendar(const Course& course);

}  // namespace llmsys
