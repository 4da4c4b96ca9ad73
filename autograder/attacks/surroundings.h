/// @file
/// What attacks must not reach: a file with a secret, servers that listen, folders to leave files in, processes that stay.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "autograder/cli/paths.h"

namespace llmsys {

/// Bait on this machine, for as long as it lives.
class Surroundings {
 public:
  /// Puts it out.  @throws IoError if that fails
  explicit Surroundings(const Paths& paths);
  ~Surroundings();
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;

  /// What the attacks' code says for the file, the folders and the servers.
  [[nodiscard]] const std::map<std::string, std::string>& words() const { return words_; }
  /// A text that stands in the file and in the judge's environment, and nowhere else.
  [[nodiscard]] const std::string& canary() const { return canary_; }
  /// Whether `said`, which goes to a student, holds what an attack was after.
  [[nodiscard]] bool tells_too_much(const std::string& said) const;
  /// What attacks have done to the machine since the last call: a sentence each. Cleans up.
  std::vector<std::string> damage();

 private:
  void restore();

  Paths paths_;
  std::string canary_, file_;
  std::map<std::string, std::string> words_;
  int tcp_ = -1, local_ = -1;
};

}  // namespace llmsys
