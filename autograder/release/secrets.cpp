#include "autograder/release/secrets.h"

#include <algorithm>
#include <regex>
#include <sstream>
#include <vector>

#include "autograder/cli/stubs.h"
#include "autograder/release/tree.h"
#include "autograder/release/words.h"

namespace llmsys {
namespace {

constexpr size_t kShortestLine = 24;  // `for (int i = 0; i < n; ++i) {` says nothing, but occurs elsewhere too
constexpr size_t kShortestName = 6;

void add_lines(const std::string& content, std::set<std::string>& lines) {
  std::istringstream stream(content);
  for (std::string line; std::getline(stream, line);)
    if (const std::string kept = trimmed_line(line); kept.size() >= kShortestLine) lines.insert(kept);
}

// What a solution's markers enclose, region by region.
void add_passages(const std::string& content, const std::string& file, std::set<std::string>& passages) {
  std::istringstream stream(content);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  for (const MarkedRegion& region : marked_regions(content, file)) {
    std::string inside;
    for (int i = region.begin_line; i < region.end_line - 1; ++i) inside += lines[static_cast<size_t>(i)] + "\n";
    passages.merge(passages_of(inside));
  }
}

void add_names(const std::string& content, std::set<std::string>& names) {
  for_each_word(content, [&](const std::string& word) {
    if (word.size() >= kShortestName && std::isdigit(static_cast<unsigned char>(word[0])) == 0) names.insert(word);
  });
}

// Comments and string literals out; the latter go to `literals`.
std::string code_of(const std::string& content, std::string& literals) {
  static const std::regex kPattern(R"re(//[^\n]*|"(\\.|[^"\\\n])*")re");
  std::string code;
  auto at = content.cbegin();
  for (std::sregex_iterator match(content.begin(), content.end(), kPattern), end; match != end; ++match) {
    code.append(at, content.cbegin() + match->position()).append(" ");
    if (match->str()[0] == '"') literals += match->str() + "\n";
    at = content.cbegin() + match->position() + match->length();
  }
  return code.append(at, content.cend());
}

void remove_all(std::set<std::string>& from, const std::set<std::string>& what) {
  for (const std::string& one : what) from.erase(one);
}

bool is_text(const std::string& file) {
  static const std::regex kText(".*[.](cpp|cu|h|cuh|md|txt|json|patch|cmake|sh|py|tsv|dox|ipynb)|.*/[^.]*|[^.]*");
  return std::regex_match(file, kText);
}

}  // namespace

bool is_secret_file(const std::string& file) {
  static const std::regex kSecret(
      "solutions/.*|autograder/[0-9]+_[^/]+/(hidden[^/]*|diagnoses[^/]*|reference/.*|mutants/.*)");
  return std::regex_match(file, kSecret);
}

std::set<std::string> passages_of(const std::string& content) {
  constexpr size_t kShortest = 12, kLines = 3;
  std::istringstream stream(content);
  std::vector<std::string> code;
  for (std::string line; std::getline(stream, line);) {
    const size_t begin = line.find_first_not_of(" \t");
    const bool comment = begin != std::string::npos && line.compare(begin, 2, "//") == 0;
    if (const std::string kept = trimmed_line(line); kept.size() >= kShortest && !comment) code.push_back(kept);
  }
  std::set<std::string> passages;
  for (size_t i = kLines; i <= code.size(); ++i) passages.insert(code[i - 3] + "\n" + code[i - 2] + "\n" + code[i - 1]);
  return passages;
}

Secrets secrets_of(const std::string& root) {
  static const std::regex kTests(
      "autograder/[0-9]+_[^/]+/.*");  // a test may call a reference: its object must not name it
  Secrets secrets;
  std::string literals;
  std::set<std::string> public_lines, public_names;
  for (const std::string& file : repository_files(root)) {
    if (!is_text(file)) continue;
    const std::string content = read_text_file(root + "/" + file);
    const bool secret = is_secret_file(file);
    add_lines(content, secret ? secrets.lines : public_lines);
    if (file.starts_with("solutions/")) add_passages(content, file, secrets.passages);
    const bool of_tests = std::regex_match(file, kTests);
    const std::string code = secret || of_tests ? code_of(content, literals) : content;
    if (secret && !file.ends_with(".patch")) add_names(code, secrets.names);
    if (!secret && !of_tests) add_names(code, public_names);
  }
  remove_all(secrets.lines, public_lines);
  remove_all(secrets.names, public_names);
  add_names(literals, secrets.words);
  return secrets;
}

}  // namespace llmsys
