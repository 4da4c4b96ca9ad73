/// @file
/// What can be changed at one token. Each function looks at token `i` and adds what it finds; a change that does not
/// compile costs nothing but time: the compiler finds it.
#pragma once
#include <vector>

#include "autograder/mutants/change.h"

namespace llmsys::mutants {

/// `+` to `-`, `<` to `<=`, `++` to `--`, `&&` to `||`, ...
void change_symbol(const Source& source, size_t i, std::vector<Change>& out);
/// 0 to 1, 3 to 2 and 4, 0.5 to 1, true to false.
void change_constant(const Source& source, size_t i, std::vector<Change>& out);
/// `for (int i = 0; i < n; ++i)`: start and end, by one.
void change_bounds(const Source& source, size_t i, std::vector<Change>& out);
/// `if (a)` to `if (!(a))`, and the same for `while` and `?`.
void negate_condition(const Source& source, size_t i, std::vector<Change>& out);
/// `sum += x;` to `;`.
void delete_statement(const Source& source, size_t i, std::vector<Change>& out);
/// `f(a, b)` to `f(b, a)`, and the same in braces.
void swap_arguments(const Source& source, size_t i, std::vector<Change>& out);
/// `return {};`, or `return;` in a function that returns nothing, where a marked region begins.
void return_at_once(const Source& source, size_t i, std::vector<Change>& out);

}  // namespace llmsys::mutants
