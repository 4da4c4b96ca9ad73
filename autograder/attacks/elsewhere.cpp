#include "autograder/attacks/elsewhere.h"

#include <fstream>

#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr std::string_view kBetween = " | ";

// What lies before the next separator; `rest` then begins behind it.
std::string take_part(std::string& rest) {
  const size_t end = rest.find(kBetween);
  const std::string part = rest.substr(0, end);
  rest.erase(0, end == std::string::npos ? end : end + kBetween.size());
  return part;
}

std::string heading_of(const std::string& kind) {
  return kind == "archive" ? "## As an archive" : "## While time is taken";
}

}  // namespace

std::vector<AttackElsewhere> attacks_elsewhere(const std::string& path) {
  std::vector<AttackElsewhere> attacks;
  std::ifstream lines(path);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) continue;
    std::string rest = line;
    AttackElsewhere attack;
    for (std::string* part : {&attack.kind, &attack.tries, &attack.held_by, &attack.test}) *part = take_part(rest);
    attack.words = rest;
    LLMSYS_CHECK(ValueError, !attack.words.empty(), path, ": a line has five parts with | between, got ", line);
    attacks.push_back(attack);
  }
  return attacks;
}

std::string page_of_elsewhere(const std::vector<AttackElsewhere>& attacks) {
  std::string page, kind;
  for (const AttackElsewhere& attack : attacks) {
    if (attack.kind != kind) {
      kind = attack.kind;
      page += text("\n", heading_of(kind), "\n\n| what it tries | what holds it | tested in |\n|---|---|---|\n");
    }
    page += text("| ", attack.tries, " | ", attack.held_by, " | `", attack.test, "` |\n");
  }
  return page;
}

}  // namespace llmsys
