/// @file
/// Reading an archive that a stranger made: zip, tar (plain, gzip, xz, bzip2) and 7z, by rules.
///
/// Nothing is written to disk. An archive that breaks a rule is refused as a whole, with the entry and the rule in words:
/// a path that leads out, links and devices, two entries of one name, encryption, more than the limits allow, damage.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace llmsys {

/// What an archive may hold.
struct UnpackLimits {
  int64_t file_bytes = int64_t{1} << 20;    ///< of one file that is kept
  int64_t kept_bytes = int64_t{16} << 20;   ///< of all that are kept
  int64_t total_bytes = int64_t{32} << 20;  ///< of all it holds, unpacked
  int64_t ratio = 200;                      ///< unpacked bytes for each packed one, from a megabyte on
  int entries = 10'000;                     ///< files and folders
};

/// The limits of an archive that holds a whole class's submissions, as an instructor downloads it.
inline constexpr UnpackLimits kClassLimits{.file_bytes = int64_t{64} << 20,
                                           .kept_bytes = int64_t{512} << 20,
                                           .total_bytes = int64_t{512} << 20,
                                           .ratio = 1000,
                                           .entries = 200'000};

/// A file out of an archive or a folder.
struct FoundFile {
  std::string path;     ///< where it lay, from the top of the archive on
  std::string content;  ///< its bytes
};

/// What was found.
struct Found {
  std::string refusal;              ///< why nothing is taken; empty if it is
  std::vector<FoundFile> files;     ///< those that were wanted
  std::vector<std::string> others;  ///< names of the rest, the first thousand: for "did you mean"
};

/// Whether a file is to be kept.  @param path  passed path_problem()
using Wanted = std::function<bool(std::string_view path)>;

/// Reads the archive in an open file from its beginning.
/// @param descriptor  of a regular file; stays open
Found unpack(int descriptor, const Wanted& wanted, const UnpackLimits& limits);

/// The same for an archive in memory.
Found unpack(std::string_view archive, const Wanted& wanted, const UnpackLimits& limits);

}  // namespace llmsys
