/// @file
/// Names of files on the disk.
#pragma once
#include <string>

namespace llmsys::detail {

/// Flushes a folder, so that renames and removals in it survive a power failure.
/// @return 0, also if the folder may not be read; or the errno
int sync_folder(const std::string& folder);

}  // namespace llmsys::detail
