/// @file
/// Object files whose names tell nothing: what a release makes of solutions, right answers and diagnoses.
#pragma once
#include <set>
#include <string>
#include <vector>

namespace llmsys {

/// One line of nm.
struct Symbol {
  char kind;         ///< 'T', 'W', 't', 'U', ...: see nm(1)
  std::string name;  ///< mangled
  /// Whether the object itself has it.
  [[nodiscard]] bool is_defined() const { return kind != 'U' && kind != 'w' && kind != 'v'; }
  /// Whether other objects can refer to it and it is no copy that several objects may hold.
  [[nodiscard]] bool is_strong() const {
    return kind == 'T' || kind == 'D' || kind == 'B' || kind == 'R' || kind == 'C';
  }
  /// Whether it is a class's table of virtual functions, or what is known of its type: it lies with the first virtual function that
  /// is not inline, and others refer to it.
  [[nodiscard]] bool is_class_data() const { return kind == 'V' && name.starts_with("_ZT"); }
};

/// What nm says of an object file, sorted.  @throws IoError
std::vector<Symbol> symbols_of(const std::string& object);

/// What others may refer to in an object: of a stub, what its task is about.
std::set<std::string> public_names(const std::string& object);

/// Writes `object` to `out` without debugging information, where of its strong symbols only those in `kept` can be linked; all
/// names that nothing needs are gone, and what has to stay is called s1, s2, ...
/// @throws IoError with what the tool said
void hide_symbols(const std::string& object, const std::set<std::string>& kept, const std::string& out);

/// The same for several objects that become one, in which also templates, inline functions and sections lose their names.
void merge_and_hide(const std::vector<std::string>& objects, const std::set<std::string>& kept, const std::string& out);

}  // namespace llmsys
