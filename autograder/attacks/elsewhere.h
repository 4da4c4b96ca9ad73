/// @file
/// Attacks that are no task file: archives, and programs whose time is taken. They are tested where they are held off; here is
/// the list of them.
#pragma once
#include <string>
#include <vector>

namespace llmsys {

/// One attack, as a line of elsewhere.txt tells it.
struct AttackElsewhere {
  std::string kind;     ///< "archive" or "timing"
  std::string tries;    ///< what it does
  std::string held_by;  ///< what is in its way
  std::string test;     ///< the file it is tested in, from the repository's root
  std::string words;    ///< what stands there of it
};

/// Those of the file.  @throws ValueError naming a line that is not complete
std::vector<AttackElsewhere> attacks_elsewhere(const std::string& path);

/// They as sections of docs/attacks.md.
std::string page_of_elsewhere(const std::vector<AttackElsewhere>& attacks);

}  // namespace llmsys
