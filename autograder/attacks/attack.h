/// @file
/// The attack corpus: what students could hand in to cheat, to spy or to harm, one file each, in run/ and compile/.
#pragma once
#include <map>
#include <string>
#include <vector>

namespace llmsys {

/// How an attack becomes a task file.
enum class Place {
  call,      ///< in front of the stub, whose functions call attack() before they throw
  solution,  ///< in front of the solution, whose functions call attack() before they answer
  file,      ///< in front of the stub, nothing is called
  whole      ///< the task file itself
};

/// One attack, as the comments at its beginning describe it.
struct Attack {
  std::string name;           ///< "fork_bomb"
  std::string kind;           ///< "run" or "compile"
  std::string tries;          ///< what it does
  std::string held_by;        ///< what is in its way
  bool refused = false;       ///< whether the policy for task files refuses it
  Place place = Place::call;  ///< see Place
  std::string lab;            ///< "00_warm_up": whose task file it is
  std::string task;           ///< "0.2": whose test it meets; empty: that of any of attack_hosts()
  std::string rung;           ///< "example", of the same
  std::string code;           ///< the file
  /// Whether nothing but the policy is in its way: then it is not run.
  [[nodiscard]] bool policy_alone() const;
};

/// All attacks below a folder, by kind and name.  @throws ValueError naming a file whose head is not complete
std::vector<Attack> find_attacks(const std::string& folder);

/// Tests of lab 00 whose stubs do nothing but throw: an attack can take the place of any of them.
struct AttackHost {
  std::string task;  ///< "0.2"
  std::string rung;  ///< "example"
};
/// See AttackHost.
std::vector<AttackHost> attack_hosts();

/// The task file.  @param words  what stands for itself in the attack's code: {"LLMSYS_PORT", "8080"}
/// @throws ValueError if there is nowhere to call attack() from
std::string attacked_file(const Attack& attack, const std::string& stub, const std::string& solution,
                          const std::map<std::string, std::string>& words);

/// The corpus as a page of the documentation.  @param elsewhere  page_of_elsewhere()
std::string attack_page(const std::vector<Attack>& attacks, const std::string& elsewhere);

}  // namespace llmsys
