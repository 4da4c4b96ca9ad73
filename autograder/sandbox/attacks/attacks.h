/// @file
/// A dozen and a half of small attacks, each tried at a level: what `./lab doctor --sandbox` shows, and a test holds.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "autograder/sandbox/level.h"

namespace llmsys {

/// One attack.
struct Attack {
  const char* name;   ///< as the program in the box has it
  const char* claim;  ///< what holds if it fails
};

/// All of them.
const std::vector<Attack>& sandbox_attacks();

/// What the attacks go for: a file, a process, a server; made for them, gone with this object.
class AttackTargets {
 public:
  /// @throws IoError
  AttackTargets();
  ~AttackTargets();
  AttackTargets(const AttackTargets&) = delete;
  AttackTargets& operator=(const AttackTargets&) = delete;

  /// Tries it.  @return what it got, or what was left behind; empty if it was held  @throws IoError
  std::string attack(const Attack& attack, SandboxLevel level);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace llmsys
