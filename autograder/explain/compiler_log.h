/// @file
/// What g++ prints, taken apart: errors, warnings, their notes, and the calls of templates that led there.
#pragma once
#include <string>
#include <vector>

namespace llmsys {

/// A place in a source file.
struct CodePlace {
  std::string file;  ///< as the compiler names it
  int line = 0;      ///< from 1; 0: unknown
  int column = 0;    ///< from 1, as g++ counts (a tab goes to the next multiple of 8); 0: unknown
};

/// How bad it is.
enum class Severity { error, warning, note };

/// How a template came to be compiled.
struct TemplateCall {
  CodePlace place;       ///< where it was asked for
  std::string function;  ///< inside of which template, in the compiler's words; empty: of none
};

/// One message of the compiler.
struct Diagnostic {
  Severity severity = Severity::error;  ///< how bad
  CodePlace place;                      ///< where
  std::string words;                    ///< "expected ';' before 'for'"
  std::vector<TemplateCall> calls;      ///< innermost first; empty outside of templates
  std::vector<Diagnostic> notes;        ///< what was said about it below
};

/// The errors and warnings of a log in their order. Lines that are neither are left out.
std::vector<Diagnostic> read_compiler_log(const std::string& log);

}  // namespace llmsys
