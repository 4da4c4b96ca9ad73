/// @file
/// Reading a folder that a stranger filled, by the same rules as an archive: no link is ever followed.
#pragma once
#include <string>

#include "autograder/submission/unpack.h"

namespace llmsys {

/// What a folder may hold before reading stops.
struct FolderLimits {
  int64_t file_bytes = int64_t{1} << 20;  ///< of one file that is kept
  int entries = 200'000;                  ///< files and folders looked at: a whole checkout with its build folder
  int depth = 6;                          ///< folders within folders
};

/// Finds the wanted files of `folder`. Links, pipes and devices are not opened; a wanted name that is one, or that is too
/// large or unreadable, is among Found::others with a word of why: "backward.cpp (a link)". Folders whose names begin with
/// a dot are passed over. More than limits.entries is a refusal, with what was found until then.
Found read_folder(const std::string& folder, const Wanted& wanted, const FolderLimits& limits = {});

/// The bytes of one file, opened without following a link at its end.
/// @param problem  set to "a link", "a folder", "larger than 1 MiB", ... where it cannot be taken
std::string read_plain_file(const std::string& path, int64_t most_bytes, std::string& problem);

}  // namespace llmsys
