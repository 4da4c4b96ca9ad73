/// @file
/// What a student's file may contain, as lists: headers, sections, names.
#pragma once
#include <span>
#include <string_view>

namespace llmsys {

/// Names of one kind, and what to tell whoever uses one.
struct NameRule {
  std::span<const std::string_view> names;  ///< a name that ends in '*' stands for all that begin so
  std::string_view why;                     ///< goes on after "your file calls `fork`: "
};

/// Whether `name` is one of `patterns`.
bool matches(std::span<const std::string_view> patterns, std::string_view name);
/// Why the first of the rules that knows `name` refuses it; empty if none does.
std::string_view reason_to_refuse(std::span<const NameRule> rules, std::string_view name);

/// Words no task needs, wherever they stand outside comments and strings.
std::span<const NameRule> forbidden_words();
/// Words of which the same holds in a file with attributes.
std::span<const NameRule> forbidden_words_beside_attributes();
/// Words that begin an attribute.
std::span<const std::string_view> attribute_words();
/// Words no kernel file needs: they move memory unseen by what counts.
std::span<const NameRule> forbidden_words_of_kernels();
/// Functions no task needs.
std::span<const NameRule> forbidden_calls();
/// Functions that do the work of a task whose kernels are to be written.
std::span<const NameRule> forbidden_calls_of_kernels();
/// Names that no file of a student may define, whoever else does.
std::span<const NameRule> forbidden_definitions();
/// Sections that compiled files have. All others are refused: some make the linker, the loader or a debugger do things.
std::span<const std::string_view> known_sections();
/// Headers of the C++ and C standard libraries, of CUDA and of the compiler that a task file may include.
std::span<const std::string_view> known_headers();
/// Of them, those that a kernel file may not: they are for the host's own instructions.
std::span<const std::string_view> host_headers();

}  // namespace llmsys
