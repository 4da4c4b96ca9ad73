/// @file
/// Names of the program's variables, from its symbol table: what reports call shared arrays and __device__ variables.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace llmsys::simt {

/// A variable of the running program.
struct Variable {
  uintptr_t begin = 0;    ///< its address; of a shared array: its distance from the thread-local segment's beginning
  uintptr_t end = 0;      ///< behind its last byte
  std::string symbol;     ///< as the linker calls it
  bool constant = false;  ///< declared __constant__, and not static
  /// "tile": without namespaces, functions and template arguments.
  [[nodiscard]] std::string name() const;
};

/// The variables of this program, by address. Empty without a symbol table (strip): then nothing has a name.
class ProgramSymbols {
 public:
  ProgramSymbols();
  /// The shared variable that holds the byte so far from the segment's beginning; else null.
  [[nodiscard]] const Variable* shared(uintptr_t offset) const { return find(shared_, offset); }
  /// The last one that begins at or before it; null if none does.
  [[nodiscard]] const Variable* shared_before(uintptr_t offset) const { return before(shared_, offset); }
  /// The __device__ or __constant__ variable at the address; else null.
  [[nodiscard]] const Variable* global(uintptr_t address) const { return find(globals_, address); }
  /// The last one that begins at or before it; null if none does.
  [[nodiscard]] const Variable* global_before(uintptr_t address) const { return before(globals_, address); }
  /// Whether the address lies where the program keeps variables: not in its code, nor with its literals.
  [[nodiscard]] bool in_data(uintptr_t address) const { return address >= data_begin_ && address < data_end_; }
  [[nodiscard]] bool known() const { return !globals_.empty(); }

 private:
  static const Variable* before(const std::vector<Variable>& variables, uintptr_t address);
  static const Variable* find(const std::vector<Variable>& variables, uintptr_t address);
  void find_data();
  std::vector<Variable> shared_, globals_;
  uintptr_t data_begin_ = 0, data_end_ = 0;
};

/// Of this program, read once.
const ProgramSymbols& program_symbols();

}  // namespace llmsys::simt
