/// @file
/// The text of an error, for tests that hold messages to account. (Catch2 2 and 3 name their matchers differently.)
#pragma once
#include <exception>
#include <string>

namespace llmsys::testing {

/// The message of what f() throws; "(nothing was thrown)" if it returns.
template <class Function>
std::string message_of(const Function& f) {
  try {
    f();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "(nothing was thrown)";
}

/// Whether `part` occurs in `whole`.
inline bool contains(const std::string& whole, const std::string& part) {
  return whole.find(part) != std::string::npos;
}

}  // namespace llmsys::testing
