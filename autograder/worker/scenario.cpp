#include "autograder/worker/scenario.h"

#include "framework/base/error.h"

namespace llmsys {
namespace {

template <class T>
void add_unique(std::map<std::string, T>& table, const std::string& name, T item) {
  LLMSYS_CHECK(ValueError, table.emplace(name, std::move(item)).second, "[ScenarioTable] two are named ", name);
}

template <class T>
const T& find_named(const std::map<std::string, T>& table, const std::string& name) {
  const auto at = table.find(name);
  LLMSYS_CHECK(ValueError, at != table.end(), "[ScenarioTable] no scenario is named ", name);
  return at->second;
}

}  // namespace

void ScenarioTable::add(const std::string& name, Scenario scenario) {
  add_unique(scenarios_, name, std::move(scenario));
}

void ScenarioTable::add_session(const std::string& name, SessionFactory factory) {
  add_unique(sessions_, name, std::move(factory));
}

const Scenario& ScenarioTable::scenario(const std::string& name) const { return find_named(scenarios_, name); }

const SessionFactory& ScenarioTable::session(const std::string& name) const { return find_named(sessions_, name); }

}  // namespace llmsys
