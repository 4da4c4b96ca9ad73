/// @file
/// Pictures of access patterns: which sectors of memory a warp touches, which banks of shared memory. Drawn from addresses
/// alone, so that they show what a kernel does and not what somebody believes.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace llmsys::lab02 {

/// One warp's load, as a strip of memory.
struct SectorStrip {
  std::string name;                ///< "float, stride 2"
  std::vector<int64_t> addresses;  ///< of the 32 lanes, in bytes
  int64_t size;                    ///< bytes of a lane's access
};
/// Sectors that its lanes touch.
int64_t sectors_of(const SectorStrip& strip);
/// Useful bytes of those that are moved, in percent.
int64_t useful_percent(const SectorStrip& strip);
/// Strips below one another: a box for each sector, a dark cell for each 4 bytes that a lane wants, pale ones for what
/// comes along.
std::string draw_sectors(const std::string& title, const std::vector<SectorStrip>& strips);

/// A column of a tile in shared memory.
struct BankTile {
  std::string name;  ///< "float tile[32][32]"
  int64_t width;     ///< words of a row
};
/// Side by side: shared memory in rows of 32 banks, and where the 32 elements of column 0 lie.
std::string draw_banks(const std::string& title, const std::vector<BankTile>& tiles);

}  // namespace llmsys::lab02
