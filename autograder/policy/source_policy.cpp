#include "autograder/policy/source_policy.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "autograder/policy/rules.h"
#include "autograder/policy/source_tokens.h"
#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr size_t kMostProblems = 5;
constexpr std::string_view kPrivate[] = {"framework/simt/*", "framework/testing/*"};
constexpr std::string_view kFilePragmas[] = {"GCC dependency*", "GCC pch_preprocess*", "GCC diagnostic_file*"};
constexpr std::string_view kNamePragmas[] = {"redefine_extname*", "weak*", "extern_prefix*"};
constexpr std::string_view kInPaths =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./+-";  // nothing that begins a comment or a string

bool has_folder(std::string_view path, std::string_view folder) {
  return text("/", path).find(text("/", folder, "/")) != std::string::npos;
}

// Why a header with a path of ours may not be included; empty if it may.
std::string problem_with_path(std::string_view path) {
  const bool header = path.ends_with(".h") || path.ends_with(".cuh");
  if (path.starts_with("labs/")) return header ? "" : "only headers may be included, not another task's source";
  if (!path.starts_with("framework/"))
    return "headers are named from the repository's root, such as \"framework/tensor/tensor.h\"";
  if (matches(kPrivate, path) || has_folder(path, "detail"))
    return "this part of the framework is its own; kernels include \"framework/device/kernel.h\"";
  return header ? "" : "only headers may be included";
}

std::string problem_with_header(std::string_view name, bool kernels) {
  if (name.size() < 2 || (name.front() != '<' && name.front() != '"'))
    return "write the header's name itself, not a macro";
  const char close = name.front() == '<' ? '>' : '"';
  const std::string_view path = name.substr(1, name.find(close, 1) - 1);
  if (path.starts_with('/') || path.find("..") != std::string_view::npos || path.find('\\') != std::string_view::npos ||
      path.find("//") != std::string_view::npos || path.find("./") != std::string_view::npos)
    return "headers are named without `/` in front and without `..`, from the repository's root";
  if (path.find_first_not_of(kInPaths) != std::string_view::npos) return "there is no header of that name";
  if (kernels && matches(host_headers(), path)) return "its instructions are the host's: a kernel has its own";
  if (matches(known_headers(), path)) return "";
  if (name.front() == '<' && !path.starts_with("framework/") && !path.starts_with("labs/"))
    return "of the headers in <>, those of the C++ standard library may be included";
  return problem_with_path(path);
}

// Why a directive is refused; empty if it is not.
std::string problem_with(const Directive& directive, bool kernels) {
  if (directive.name == "include") return problem_with_header(directive.arguments, kernels);
  if (directive.name == "include_next" || directive.name == "import" || directive.name == "embed")
    return "use #include";
  if (directive.name == "line" ||
      (!directive.name.empty() && std::isdigit(static_cast<unsigned char>(directive.name[0])) != 0))
    return "it would make the compiler quote another file: remove it";
  if (directive.name == "pragma" && matches(kFilePragmas, directive.arguments))
    return "it asks about other files: remove it";
  if (directive.name == "pragma" && matches(kNamePragmas, directive.arguments))
    return "it gives functions other names: remove it";
  if (directive.name == "ident" || directive.name == "sccs") return "it hands its text to the assembler: remove it";
  return "";
}

// Editors write none of them, and compilers disagree on what they are.
bool is_strange(std::string_view source, size_t at) {
  const char c = source[at];
  if (c == '\r') return at + 1 < source.size() && source[at + 1] != '\n';
  return (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\v' && c != '\f') || c == 0x7f;
}

// The line of the first of them; 0 if there is none.
int line_of_control_character(std::string_view source) {
  int line = 1;
  for (size_t at = 0; at < source.size(); ++at) {
    if (is_strange(source, at)) return line;
    line += source[at] == '\n' ? 1 : 0;
  }
  return 0;
}

std::string shown_text(std::string_view code) {
  constexpr size_t kMost = 60;
  std::string out;
  for (const char c : code.substr(0, kMost)) out += c >= ' ' && c <= '~' && c != '`' ? c : '?';
  return out;
}

}  // namespace

std::vector<std::string> check_source(std::string_view source, const std::string& shown) {
  const SourceTokens tokens = tokens_of(source);
  const bool kernels = shown.ends_with(".cu");
  const bool attributes = std::any_of(tokens.words.begin(), tokens.words.end(),
                                      [](const Word& word) { return matches(attribute_words(), word.text); });
  std::vector<std::string> problems;
  const auto refuse = [&](int line, const std::string& code, std::string_view why) {
    if (!why.empty() && problems.size() < kMostProblems)
      problems.push_back(text(shown, ":", line, ": `", shown_text(code), "`: ", why));
  };
  if (const int line = line_of_control_character(source); line > 0)
    problems.push_back(text(shown, ":", line, ": holds a control character: remove it, or is it no text?"));
  for (const Directive& directive : tokens.directives)
    refuse(directive.line, text("#", directive.name, " ", directive.arguments), problem_with(directive, kernels));
  for (const Word& word : tokens.words) {
    refuse(word.line, word.text, reason_to_refuse(forbidden_words(), word.text));
    if (attributes) refuse(word.line, word.text, reason_to_refuse(forbidden_words_beside_attributes(), word.text));
    if (kernels) refuse(word.line, word.text, reason_to_refuse(forbidden_words_of_kernels(), word.text));
  }
  return problems;
}

}  // namespace llmsys
