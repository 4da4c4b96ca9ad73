#include "autograder/explain/compile_errors.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "autograder/explain/compile_hints.h"
#include "autograder/explain/compiler_log.h"
#include "autograder/explain/plain_names.h"
#include "autograder/explain/source_text.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr size_t kMostWords = 300;     // of one message: a template's name can be pages
constexpr size_t kMostUnknown = 1500;  // of words that are no messages
constexpr size_t kOthersShown = 2;
constexpr size_t kWarningsShown = 3;
constexpr size_t kNotesShown = 2;

// A message, with where in the student's file it belongs.
struct Told {
  const Diagnostic* what = nullptr;
  CodePlace place;      // in the student's file if anything led there
  bool inside = false;  // whether the student's file is known to have led there
  std::string via;      // the library's function that the student's line calls: "std::sort"
};

// "‘constexpr void std::vector<_Tp, _Alloc>::push_back(value_type&&) [with ...]’" -> "std::vector::push_back".
std::string function_name(const std::string& words) {
  std::string name;
  int depth = 0;
  for (const char c : words) {
    if (c == '(' && depth == 0) return name;
    if (c == '>') --depth;
    if (c == ' ' && depth == 0) name.clear();
    if (depth == 0 && c != '<' && c != '>' && c != ' ') name += c;
    if (c == '<') ++depth;
  }
  return "";
}

Told locate(const Diagnostic& found, const std::string& file) {
  Told out{&found, found.place, found.place.file == file, ""};
  if (out.inside) return out;
  for (size_t i = 0; i < found.calls.size(); ++i) {
    if (found.calls[i].place.file != file) continue;
    return {&found, found.calls[i].place, true, i == 0 ? "" : plain_names(function_name(found.calls[i - 1].function))};
  }
  for (const Diagnostic& note : found.notes)
    if (note.place.file == file && note.words.find("in expansion of macro") != note.words.npos)
      return {&found, note.place, true, ""};
  return out;
}

// Messages of one kind, those about one line of the student's file only once; those that no line of it led to only if there
// are no others.
std::vector<Told> tell(const std::vector<Diagnostic>& log, Severity severity, const std::string& file) {
  std::vector<Told> out;
  for (const Diagnostic& found : log) {
    if (found.severity != severity) continue;
    const Told told = locate(found, file);
    const bool again = std::any_of(out.begin(), out.end(), [&](const Told& other) {
      return other.place.line == told.place.line && other.place.file == told.place.file;
    });
    if (!again) out.push_back(told);
  }
  const auto outside = [](const Told& told) { return !told.inside; };
  if (!std::all_of(out.begin(), out.end(), outside)) std::erase_if(out, outside);
  return out;
}

std::string place_text(const CodePlace& place) {
  std::string path = repository_path(place.file);
  return place.column > 0 ? text(path, ":", place.line, ":", place.column) : text(path, ":", place.line);
}

std::string shortened(const std::string& words) {
  std::string out = plain_names(words);
  if (out.size() > kMostWords) {
    size_t end = kMostWords;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;  // no half characters
    out.resize(end);
    out += " ...";
  }
  return out;
}

std::string headline(const Told& told, std::string_view kind) {
  return text(place_text(told.place), ": ", kind, ": ", shortened(told.what->words));
}

// Whether a note helps: what is declared where, and why an argument does not fit. Not the library's own candidates.
bool is_useful(const Diagnostic& note) {
  constexpr std::array<std::string_view, 9> kUseful = {
      "declared here",       "old declaration",     "candidate: ", "candidate is",  "deduced conflicting types",
      "no known conversion", "in passing argument", "previous",    "cannot convert"};
  if (note.place.file.starts_with("/usr/")) return false;
  return std::any_of(kUseful.begin(), kUseful.end(),
                     [&](std::string_view words) { return note.words.find(words) != note.words.npos; });
}

std::string notes_of(const Diagnostic& error) {
  std::vector<std::string> shown;
  for (const Diagnostic& note : error.notes) {
    if (!is_useful(note)) continue;
    const size_t words = note.words.find_first_not_of(' ');
    std::string line = text("\n  ", place_text(note.place), ": ", shortened(note.words.substr(words)));
    if (std::find(shown.begin(), shown.end(), line) == shown.end()) shown.push_back(std::move(line));
    if (shown.size() == kNotesShown) break;
  }
  return join(shown, "");
}

// All that is said of one message.
std::string in_full(const Told& told, std::string_view kind, const SourceText& source,
                    const std::vector<Diagnostic>& log) {
  std::string out = headline(told, kind);
  if (!told.via.empty()) out += text("\n  found inside ", told.via, "(), which this line calls");
  const std::string excerpt = told.inside ? source.excerpt(told.place.line, told.place.column) : "";
  if (!excerpt.empty()) out += "\n" + excerpt;
  out += notes_of(*told.what);
  const std::string hint = compile_hint(*told.what, source, told.inside ? told.place.line : 0, log);
  return hint.empty() ? out : out + "\n  Hint: " + hint;
}

// Errors of the grammar: what comes after one is mostly its consequence.
bool breaks_grammar(const std::string& words) {
  constexpr std::array<std::string_view, 6> kSigns = {"expected ",          "not allowed here", "stray ",
                                                      "extended character", "preprocessing",    "No such file"};
  return std::any_of(kSigns.begin(), kSigns.end(), [&](auto sign) { return words.find(sign) != words.npos; });
}

std::string others_text(const std::vector<Told>& all, bool follow) {
  std::string out;
  const size_t others = all.size() - 1, shown = follow ? 0 : std::min(others, kOthersShown);
  for (size_t i = 1; i <= shown; ++i) out += "\n" + headline(all[i], "error");
  const size_t rest = others - shown;
  if (rest == 0) return out;
  const std::string lines = rest == 1 ? "1 more line has errors" : text(rest, " more lines have errors");
  return out + "\n" + (follow ? lines + ", which may follow from this one: mend it first." : lines + ".");
}

}  // namespace

std::string explain_compile_errors(const std::string& log, const std::string& file, const std::string& source) {
  const std::vector<Diagnostic> found = read_compiler_log(log);
  const std::vector<Told> errors = tell(found, Severity::error, file);
  if (errors.empty()) return log.substr(0, kMostUnknown);
  return in_full(errors[0], "error", SourceText(source), found) +
         others_text(errors, breaks_grammar(errors[0].what->words));
}

std::string explain_compile_warnings(const std::string& log, const std::string& file, const std::string& source) {
  const std::vector<Diagnostic> found = read_compiler_log(log);
  const std::vector<Told> warnings = tell(found, Severity::warning, file);
  std::vector<std::string> out;
  for (size_t i = 0; i < std::min(warnings.size(), kWarningsShown); ++i)
    out.push_back(in_full(warnings[i], "warning", SourceText(source), found));
  if (warnings.size() > kWarningsShown)
    out.push_back(text(warnings.size() - kWarningsShown, " more lines have warnings."));
  return join(out, "\n");
}

}  // namespace llmsys
