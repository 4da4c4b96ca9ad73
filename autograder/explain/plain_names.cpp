#include "autograder/explain/plain_names.h"

#include <cctype>
#include <string_view>
#include <utility>

namespace llmsys {
namespace {

constexpr std::pair<std::string_view, std::string_view> kNames[] = {
    {"std::__cxx11::basic_string<char>", "std::string"},
    {"std::basic_string_view<char>", "std::string_view"},
    {"std::__cxx11::", "std::"},
    {"[abi:cxx11]", ""},
    {"long unsigned int", "size_t"},
    {"unsigned long", "size_t"},
    {"long int", "int64_t"},
    {"(anonymous namespace)::", ""},
    {"{anonymous}::", ""},
    {" [-fpermissive]", ""},
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

// Cuts each piece that begins with `begin` and ends with the bracket that closes its first one.
void cut_bracketed(std::string& text, std::string_view begin, char open, char close) {
  for (size_t at = text.find(begin); at != text.npos; at = text.find(begin, at)) {
    size_t end = text.find(open, at);
    int depth = 0;
    for (; end < text.size(); ++end) {
      depth += text[end] == open ? 1 : text[end] == close ? -1 : 0;
      if (depth == 0) break;
    }
    text.erase(at, end == text.size() ? text.npos : end + 1 - at);
  }
}

// "llmsys::lab00::" and "llmsys::".
void cut_namespaces(std::string& text) {
  constexpr std::string_view kOurs = "llmsys::", kLab = "lab";
  for (size_t at = text.find(kOurs); at != text.npos; at = text.find(kOurs, at)) {
    text.erase(at, kOurs.size());
    const bool lab =
        text.compare(at, kLab.size(), kLab) == 0 && at + 7 <= text.size() && text.compare(at + 5, 2, "::") == 0;
    if (lab) text.erase(at, 7);
  }
}

}  // namespace

std::string plain_names(std::string words) {
  cut_bracketed(words, " {aka ", '{', '}');
  cut_bracketed(words, " [with ", '[', ']');
  cut_bracketed(words, " [-W", '[', ']');
  cut_bracketed(words, ", std::allocator<", '<', '>');
  for (const auto& [from, to] : kNames) replace_all(words, from, to);
  cut_namespaces(words);
  replace_all(words, "> >", ">>");
  return words;
}

}  // namespace llmsys
