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

std::string problem_with_header(std::string_view name) {
  if (name.size() < 2 || (name.front() != '<' && name.front() != '"'))
    return "write the header's name itself, not a macro";
  const char close = name.front() == '<' ? '>' : '"';
  const std::string_view path = name.substr(1, name.find(close, 1) - 1);
  if (path.starts_with('/') || path.find("..") != std::string_view::npos || path.find('\\') != std::string_view::npos ||
      path.find("//") != std::string_view::npos || path.find("./") != std::string_view::npos)
    return "headers are named without `/` in front and without `..`, from the repository's root";
  if (matches(known_headers(), path)) return "";
  if (name.front() == '<' && !path.starts_with("framework/") && !path.starts_with("labs/"))
    return "of the headers in <>, those of the C++ standard library may be included";
  return problem_with_path(path);
}

// Why a directive is refused; empty if it is not.
std::string problem_with(const Directive& directive) {
  if (directive.name == "include") return problem_with_header(directive.arguments);
  if (directive.name == "include_next" || directive.name == "import" || directive.name == "embed")
    return "use #include";
  if (directive.name == "line" ||
      (!directive.name.empty() && std::isdigit(static_cast<unsigned char>(directive.name[0])) != 0))
    return "it would make the compiler quote another file: remove it";
  if (directive.name == "pragma" && matches(kFilePragmas, directive.arguments))
    return "it asks about other files: remove it";
  return "";
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
  std::vector<std::string> problems;
  const auto refuse = [&](int line, const std::string& code, std::string_view why) {
    if (!why.empty() && problems.size() < kMostProblems)
      problems.push_back(text(shown, ":", line, ": `", shown_text(code), "`: ", why));
  };
  for (const Directive& directive : tokens.directives)
    refuse(directive.line, text("#", directive.name, " ", directive.arguments), problem_with(directive));
  for (const Word& word : tokens.words) refuse(word.line, word.text, reason_to_refuse(forbidden_words(), word.text));
  return problems;
}

}  // namespace llmsys
