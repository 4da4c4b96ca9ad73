/// @file
/// Scenarios: named pure functions `Values -> Values` that call a lab's API. One source, built against the student (the
/// worker under test) and against the solution (the reference worker).
#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "autograder/protocol/values.h"

namespace llmsys {

/// A scenario: no state, the same answer for the same inputs.
using Scenario = std::function<Values(const Values& inputs)>;

/// One open session: a sequence of operations on one object (an allocator, a scheduler).
using Session = std::function<Values(std::string_view op, const Values& inputs)>;

/// Makes the object of a session from the inputs of "open".
using SessionFactory = std::function<Session(const Values& inputs)>;

/// What a worker can be asked for.
class ScenarioTable {
 public:
  /// Adds a scenario.  @throws ValueError if the name is taken
  void add(const std::string& name, Scenario scenario);
  /// Adds a kind of session.  @throws ValueError if the name is taken
  void add_session(const std::string& name, SessionFactory factory);
  /// The scenario of that name.  @throws ValueError naming it if there is none
  [[nodiscard]] const Scenario& scenario(const std::string& name) const;
  /// The kind of session of that name.  @throws ValueError naming it if there is none
  [[nodiscard]] const SessionFactory& session(const std::string& name) const;

 private:
  std::map<std::string, Scenario> scenarios_;
  std::map<std::string, SessionFactory> sessions_;
};

/// Each lab defines this once, in autograder/NN_name/scenarios.cpp; one whose kernels are apart a second time, in
/// kernel_scenarios.cpp, for the workers that run them.
void register_scenarios(ScenarioTable& table);

}  // namespace llmsys
