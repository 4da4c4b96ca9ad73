#include "autograder/worker/access_picture.h"

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

}  // namespace

std::string access_picture(const simt::LineCounters& line) {
  if (!line.stride.seen || line.stride.varies || line.bytes <= 0) return "";
  if (line.space == simt::Space::shared) return banks(line.stride.bytes);
  return line.space == simt::Space::global ? sectors(line.stride.bytes, line.bytes) : "";
}

std::string finding_picture(const simt::Finding& finding) {
  if (finding.kind != simt::FindingKind::out_of_bounds) return "";
  static const std::regex place(
      R"((?:, ([0-9.]+ \w+)| directly) (behind the end|before the beginning) of ([^()]+) \(([^:)]*))");
  std::smatch found;
  if (!std::regex_search(finding.what, found, place)) return "";
  const bool behind = found[2] == "behind the end";
  const std::string box = text("[ ", found[3].str(), ", ", found[4].str(), " ]"), gap = found[1].matched ? "...." : "";
  const std::string how = found[1].matched ? text(found[1].str(), " ", found[2].str()) : "directly " + found[2].str();
  return behind ? text(box, gap, "X  ", how) : text("X", gap, box, "  ", how);
}

}  // namespace llmsys
