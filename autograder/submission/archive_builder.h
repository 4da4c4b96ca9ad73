/// @file
/// Archives for tests, as bytes: what a student, or someone with bad intentions, may hand in.
#pragma once
#include <string>
#include <vector>

namespace llmsys::testing {

/// One entry of an archive.
struct ArchiveEntry {
  std::string path;          ///< any text
  std::string content = "";  ///< of a file; where a link leads to
  char type = 'f';           ///< f file, d folder, l symbolic link, h hard link, p pipe, c device
};

/// How it is packed.
struct ArchiveFormat {
  std::string format = "zip";             ///< "zip", "pax" (tar), "7zip"
  std::vector<std::string> filters = {};  ///< "gzip", "xz", "bzip2", one around the other
  std::string options = "";               ///< of libarchive: "zip:compression=store"
  std::string password = "";              ///< empty: not encrypted
};

/// The archive's bytes.  @throws IoError with libarchive's words
std::string make_archive(const std::vector<ArchiveEntry>& entries, const ArchiveFormat& how = {});

}  // namespace llmsys::testing
