/// @file
/// Zip archives that are the same bytes for the same files.
#pragma once
#include <map>
#include <string>

namespace llmsys {

/// A file in an archive.
struct ZipFile {
  std::string content;   ///< its bytes
  unsigned mode = 0644;  ///< who may read, write and run it, as chmod(1) says it
};

/// The bytes of an archive of `files`, by their paths in it: no dates, no owners, one order.  @throws IoError
std::string zip_of(const std::map<std::string, ZipFile>& files);

}  // namespace llmsys
