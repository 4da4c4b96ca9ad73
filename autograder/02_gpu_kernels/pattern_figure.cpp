#include "autograder/02_gpu_kernels/pattern_figure.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "framework/base/text.h"
#include "framework/plot/svg.h"

namespace llmsys::lab02 {
namespace {

constexpr int64_t kSectorBytes = 32, kCellBytes = 4, kBanks = 32;
constexpr std::string_view kInk = "#1f2933", kMuted = "#52606d", kFrame = "#9aa5b1";
constexpr std::string_view kWanted = "#0072b2", kAlong = "#cfe3f1", kIdle = "#f4f7fa", kConflict = "#b34700";

// Numbers of all pieces of `bytes` bytes that the lanes touch.
std::set<int64_t> pieces(const SectorStrip& strip, int64_t bytes) {
  std::set<int64_t> out;
  for (const int64_t address : strip.addresses)
    for (int64_t at = address / bytes; at <= (address + strip.size - 1) / bytes; ++at) out.insert(at);
  return out;
}

void words(SvgWriter& svg, double x, double y, const std::string& content, double size, std::string_view colour) {
  svg.text_element("text", {{"x", x}, {"y", y}, {"font-size", size}, {"fill", colour}}, content);
}

void cell(SvgWriter& svg, double x, double y, double width, double height, std::string_view fill) {
  svg.element("rect", {{"x", x}, {"y", y}, {"width", width}, {"height", height}, {"fill", fill}});
}

// Runs of neighbouring numbers in [begin, begin + count): first and length.
std::vector<std::pair<int64_t, int64_t>> runs(const std::set<int64_t>& numbers, int64_t begin, int64_t count) {
  std::vector<std::pair<int64_t, int64_t>> out;
  for (int64_t i = begin; i < begin + count; ++i) {
    if (!numbers.contains(i)) continue;
    if (out.empty() || out.back().first + out.back().second != i) out.emplace_back(i, 0);
    ++out.back().second;
  }
  return out;
}

void draw_strip(SvgWriter& svg, double top, const SectorStrip& strip) {
  constexpr double kLeft = 24, kCell = 3, kHeight = 18, kGap = 1.5;
  constexpr int64_t kShown = 32, kCells = kSectorBytes / kCellBytes;
  const std::set<int64_t> touched = pieces(strip, kSectorBytes), wanted = pieces(strip, kCellBytes);
  words(svg, kLeft, top, strip.name, 13, kInk);
  words(svg, 400, top, text(touched.size(), " sectors, ", useful_percent(strip), " % of the bytes wanted"), 13, kMuted);
  for (int64_t sector = 0; sector < kShown; ++sector) {
    const double x = kLeft + double(sector) * (kCells * kCell + kGap), y = top + 8;
    svg.element("rect", {{"x", x},
                         {"y", y},
                         {"width", kCells * kCell},
                         {"height", kHeight},
                         {"fill", touched.contains(sector) ? kAlong : kIdle},
                         {"stroke", kFrame},
                         {"stroke-width", 0.75}});
    for (const auto& [first, count] : runs(wanted, sector * kCells, kCells))
      cell(svg, x + double(first % kCells) * kCell, y, double(count) * kCell, kHeight, kWanted);
  }
}

void draw_tile(SvgWriter& svg, double left, const BankTile& tile) {
  constexpr double kTop = 78, kCell = 9, kSide = kCell * kBanks;
  std::array<int64_t, kBanks> in_bank{};
  for (int64_t lane = 0; lane < kBanks; ++lane) ++in_bank[static_cast<size_t>(lane * tile.width % kBanks)];
  const int64_t fullest = *std::max_element(in_bank.begin(), in_bank.end());
  const std::string_view colour = fullest == 1 ? kWanted : kConflict;
  words(svg, left, 44, text(tile.name, ": column 0"), 13, kInk);
  words(svg, left, 62, text(fullest, fullest == 1 ? " wavefront" : " wavefronts"), 13, colour);
  for (int64_t bank = 0; bank < kBanks; ++bank)
    cell(svg, left + double(bank) * kCell, kTop, kCell - 1, kSide + kCell, kIdle);
  for (int64_t lane = 0; lane < kBanks; ++lane) {
    const int64_t word = lane * tile.width;
    cell(svg, left + double(word % kBanks) * kCell, kTop + double(word / kBanks) * kCell, kCell - 1, kCell - 1, colour);
  }
  words(svg, left, kTop + kSide + kCell + 15, "bank 0", 11, kMuted);
  words(svg, left + kSide - 4 * kCell, kTop + kSide + kCell + 15, "bank 31", 11, kMuted);
}

}  // namespace

int64_t sectors_of(const SectorStrip& strip) { return static_cast<int64_t>(pieces(strip, kSectorBytes).size()); }

int64_t useful_percent(const SectorStrip& strip) {
  const auto wanted = static_cast<int64_t>(pieces(strip, kCellBytes).size()) * kCellBytes;
  return 100 * wanted / (sectors_of(strip) * kSectorBytes);
}

std::string draw_sectors(const std::string& title, const std::vector<SectorStrip>& strips) {
  constexpr double kFirst = 50, kStep = 58;
  std::string description = "Strips of memory in sectors of 32 bytes; dark is what the lanes of a warp want.";
  for (const SectorStrip& strip : strips)
    description += text(" ", strip.name, ": ", sectors_of(strip), " sectors, ", useful_percent(strip), " % wanted.");
  SvgWriter svg(870, kFirst + kStep * double(strips.size()), title, description);
  words(svg, 24, 24, title, 15, kInk);
  double top = kFirst;
  for (const SectorStrip& strip : strips) {
    draw_strip(svg, top, strip);
    top += kStep;
  }
  return svg.finish();
}

std::string draw_banks(const std::string& title, const std::vector<BankTile>& tiles) {
  constexpr double kStep = 330;
  SvgWriter svg(
      kStep * double(tiles.size()) + 20, 405, title,
      "Shared memory drawn in rows of 32 banks. The elements of column 0 of a tile that is 32 wide lie in one bank; of "
      "one that is 33 wide, on a diagonal, in 32 banks.");
  words(svg, 24, 24, title, 15, kInk);
  double left = 24;
  for (const BankTile& tile : tiles) {
    draw_tile(svg, left, tile);
    left += kStep;
  }
  return svg.finish();
}

}  // namespace llmsys::lab02
