#include "autograder/worker/access_picture.h"

#include <algorithm>
#include <array>
#include <regex>

#include "framework/base/text.h"

namespace llmsys {
namespace {

constexpr int64_t kLanes = 32, kBanks = 32, kWord = 4, kSector = 32;
constexpr int64_t kShownSectors = 8;

int64_t modulo(int64_t value, int64_t base) { return (value % base + base) % base; }

// "0" as a dot, so that a full bank stands out; from 10 on '#'.
char digit(int64_t count) { return count == 0 ? '.' : count < 10 ? static_cast<char>('0' + count) : '#'; }

std::string banks(int64_t stride) {
  std::array<int64_t, kBanks> lanes{};
  for (int64_t lane = 0; lane < kLanes; ++lane) ++lanes[static_cast<size_t>(modulo(lane * stride / kWord, kBanks))];
  std::string row;
  for (const int64_t count : lanes) row += digit(count);
  return text("lanes that each of the 32 banks serves (# is 10 or more; they wait for one another):\n  bank 0 |", row,
              "| 31");
}

std::string sectors(int64_t stride, int64_t bytes) {
  constexpr int64_t kWords = kSector / kWord;
  std::string memory(static_cast<size_t>(kShownSectors * kWords), '.');
  const int64_t step = stride < 0 ? -stride : stride;  // drawn from the lowest address on
  for (int64_t lane = 0; lane < kLanes; ++lane)
    for (int64_t at = lane * step / kWord; at <= (lane * step + bytes - 1) / kWord; ++at)
      if (at < static_cast<int64_t>(memory.size())) memory[static_cast<size_t>(at)] = 'x';
  std::string row = "|";
  for (int64_t sector = 0; sector < kShownSectors; ++sector)
    row += memory.substr(static_cast<size_t>(sector * kWords), kWords) + "|";
  return text(
      "words that the lanes ask for (x), in sectors of 32 bytes, which move as a whole; the first 8 sectors:\n  ", row);
}

std::string beside_allocation(const simt::Finding& finding) {
  static const std::regex place(
      R"((?:, ([0-9.]+ \w+)| directly) (behind the end|before the beginning) of ([^()]+) \(([^:)]*))");
  std::smatch found;
  if (!std::regex_search(finding.what, found, place)) return "";
  const bool behind = found[2] == "behind the end";
  const std::string box = text("[ ", found[3].str(), ", ", found[4].str(), " ]"), gap = found[1].matched ? "...." : "";
  const std::string how = found[1].matched ? text(found[1].str(), " ", found[2].str()) : "directly " + found[2].str();
  return behind ? text(box, gap, "X  ", how) : text("X", gap, box, "  ", how);
}

// "store, transpose.cu:41"; without the line where nobody knows it.
std::string done_at(const std::string& access, const simt::SourceLine& source) {
  return source.line == 0 ? access
                          : text(access, ", ", source.file.substr(source.file.rfind('/') + 1), ":", source.line);
}

// A column of what one thread does.
std::string cell(std::string content) {
  constexpr size_t kWidth = 34;
  content.resize(std::max(content.size() + 2, kWidth), ' ');
  return content;
}

// Two threads side by side, time running down: what each does to the place, and that nothing lies between.
std::string two_threads(const simt::Finding& finding) {
  static const std::regex second("(.*thread [^:]*): (load|store|atomic) (?:of|on) .* at (.*)");
  static const std::regex first("(.*) (loaded it|stored to it|did an atomic on it)");
  std::smatch later, earlier;
  if (!std::regex_match(finding.what, later, second) || !std::regex_match(finding.before, earlier, first)) return "";
  const std::string did = earlier[2], before = did[0] == 'l' ? "load" : did[0] == 's' ? "store" : "atomic";
  return text("| ", cell(earlier[1]), later[1].str(), "\n  | ", cell(done_at(before, finding.before_source)), "|\n  | ",
              cell("|"), "|    nothing makes one wait for the other\n  | ", cell("|"),
              done_at(later[2], finding.source), "\n  | both at ", later[3].str());
}

}  // namespace

std::string access_picture(const simt::LineCounters& line) {
  if (!line.stride.seen || line.stride.varies || line.bytes <= 0) return "";
  if (line.space == simt::Space::shared) return banks(line.stride.bytes);
  return line.space == simt::Space::global ? sectors(line.stride.bytes, line.bytes) : "";
}

std::string finding_picture(const simt::Finding& finding) {
  switch (finding.kind) {
    case simt::FindingKind::out_of_bounds: return beside_allocation(finding);
    case simt::FindingKind::race_shared:
    case simt::FindingKind::race_global: return two_threads(finding);
    default: return "";
  }
}

}  // namespace llmsys
