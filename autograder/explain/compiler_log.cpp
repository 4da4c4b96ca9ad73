#include "autograder/explain/compiler_log.h"

#include <charconv>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

namespace llmsys {
namespace {

// A line "FILE:12:34: REST".
struct Located {
  CodePlace place;
  std::string_view rest;
};

// Takes ":12" off the front; 0 if it is not there.
int take_number(std::string_view& text) {
  int number = 0;
  if (text.empty() || text[0] != ':') return 0;
  const auto end = std::from_chars(text.data() + 1, text.data() + text.size(), number);
  if (end.ec != std::errc()) return 0;
  text.remove_prefix(static_cast<size_t>(end.ptr - text.data()));
  return number;
}

std::optional<Located> located(std::string_view line) {
  if (line.empty() || line[0] == ' ') return std::nullopt;
  for (size_t colon = line.find(':'); colon != line.npos; colon = line.find(':', colon + 1)) {
    std::string_view rest = line.substr(colon);
    Located out;
    out.place.file = line.substr(0, colon);
    out.place.line = take_number(rest);
    if (out.place.line == 0) continue;
    out.place.column = take_number(rest);
    const size_t words = rest.find_first_not_of(": ");
    if (words == rest.npos) return std::nullopt;
    out.rest = rest.substr(words);
    return out;
  }
  return std::nullopt;
}

std::optional<Severity> take_severity(std::string_view& words) {
  constexpr std::pair<std::string_view, Severity> kNames[] = {{"fatal error: ", Severity::error},
                                                              {"error: ", Severity::error},
                                                              {"warning: ", Severity::warning},
                                                              {"note: ", Severity::note}};
  for (const auto& [name, severity] : kNames) {
    if (!words.starts_with(name)) continue;
    words.remove_prefix(name.size());
    return severity;
  }
  return std::nullopt;
}

// "required from 'void std::sort(...)'" or "required from here": whether the line is one, and its function.
std::optional<std::string> required_from(std::string_view words) {
  constexpr std::string_view kFrom = "required from ", kBySubstitution = "required by substitution of ";
  if (words.starts_with(kFrom)) {
    const std::string_view function = words.substr(kFrom.size());
    return function == "here" ? "" : std::string(function);
  }
  return words.starts_with(kBySubstitution) ? std::optional(std::string(words.substr(kBySubstitution.size())))
                                            : std::nullopt;
}

}  // namespace

std::vector<Diagnostic> read_compiler_log(const std::string& log) {
  std::vector<Diagnostic> out;
  std::vector<TemplateCall> calls;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    std::optional<Located> here = located(line);
    if (!here) continue;
    if (const auto function = required_from(here->rest)) {
      calls.push_back({here->place, *function});
      continue;
    }
    const std::optional<Severity> severity = take_severity(here->rest);
    if (!severity) continue;
    Diagnostic found{*severity, here->place, std::string(here->rest), std::exchange(calls, {}), {}};
    if (*severity != Severity::note)
      out.push_back(std::move(found));
    else if (!out.empty())
      out.back().notes.push_back(std::move(found));
  }
  return out;
}

}  // namespace llmsys
