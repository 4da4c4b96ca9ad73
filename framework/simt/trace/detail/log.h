/// @file
/// What the lanes of one warp did since it was last replayed: a list of entries each, written by the callbacks.
#pragma once
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "framework/simt/trace/request.h"

namespace llmsys::simt::detail {

/// Lanes of a warp.
inline constexpr int kLanes = 32;

/// One thing a lane did. Of an access: its address below bit 48, how it was done above (namespace code), and its instruction.
struct LogEntry {
  uint64_t what;   ///< see namespace code
  uint64_t where;  ///< low half: pc(); high half: when()

  /// Low half of the instruction's address; all code lies in the program's image, which is smaller than 4 GiB.
  [[nodiscard]] uint32_t pc() const { return static_cast<uint32_t>(where); }
  /// See WarpRequest::when.
  [[nodiscard]] uint32_t when() const { return static_cast<uint32_t>(where >> 32); }
};

/// How an access was done, in the upper 16 bits of LogEntry::what: entries of one instruction can be compared in one go.
namespace code {
inline constexpr int kShift = 48;
inline constexpr uint64_t kAddress = (uint64_t{1} << kShift) - 1;

/// Bits 48 to 50: logarithm of the bytes.
constexpr uint64_t of_bytes(size_t bytes) { return uint64_t(std::countr_zero(bytes)) << 48; }
constexpr uint8_t bytes(uint64_t what) { return uint8_t(1 << (what >> 48 & 7)); }
/// Bits 51 and 52: load, store or atomic.
constexpr uint64_t of_kind(AccessKind kind) { return uint64_t(kind) << 51; }
constexpr AccessKind kind(uint64_t what) { return AccessKind(what >> 51 & 3); }
/// Bits 53 and 54: which memory.
constexpr uint64_t of_space(Space space) { return uint64_t(space) << 53; }
constexpr Space space(uint64_t what) { return Space(what >> 53 & 3); }
inline constexpr uint64_t kVolatile = uint64_t{1} << 55;
inline constexpr uint64_t kBlockScope = uint64_t{1} << 56;
/// Not an access but a fence, of the block if kBlockScope is set.
inline constexpr uint64_t kFence = uint64_t{1} << 57;
/// Not an access but a meeting of lanes: their mask in the low 32 bits; `where` has the lanes that were present.
inline constexpr uint64_t kMeeting = uint64_t{1} << 58;
inline constexpr uint64_t kNoAccess = kFence | kMeeting;
}  // namespace code

/// Entries a lane may have before it is held (pause_lane), so that all lanes' entries stay in the processor's cache.
inline constexpr size_t kLaneEntries = 256;

/// The entries of one warp's lanes.
class WarpLog {
 public:
  WarpLog() { clear(); }
  WarpLog(const WarpLog&) = delete;
  WarpLog& operator=(const WarpLog&) = delete;

  void clear() {
    for (size_t lane = 0; lane < kLanes; ++lane) next[lane] = begin(lane);
  }
  [[nodiscard]] bool empty() const { return only(0); }
  /// Whether no lanes but these have entries.
  [[nodiscard]] bool only(uint32_t lanes) const {
    for (size_t lane = 0; lane < kLanes; ++lane)
      if ((lanes >> lane & 1) == 0 && next[lane] != begin(lane)) return false;
    return true;
  }
  [[nodiscard]] LogEntry* begin(size_t lane) { return entries_[lane].data(); }
  [[nodiscard]] const LogEntry* begin(size_t lane) const { return entries_[lane].data(); }
  /// Whether a lane has no room left.
  [[nodiscard]] bool full(size_t lane) const { return next[lane] == begin(lane) + kLaneEntries; }

  int warp = 0;                          ///< whose it is
  uint32_t paused = 0;                   ///< lanes that are held until there is room: more is to come from them
  std::array<LogEntry*, kLanes> next{};  ///< where each lane writes

 private:
  // The entries more keep equal places of the lanes from falling into one set of the cache.
  std::array<std::array<LogEntry, kLaneEntries + 5>, kLanes> entries_;
};

}  // namespace llmsys::simt::detail
