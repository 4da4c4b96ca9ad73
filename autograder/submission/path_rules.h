/// @file
/// Which names inside an archive are taken: relative paths, made of printable text, that stay where they are unpacked.
#pragma once
#include <string>
#include <string_view>

namespace llmsys {

/// Why a path inside an archive is refused: "leads out of the archive (..)", "begins with /", ...; empty if it is fine.
/// @param path  as the archive has it, UTF-8
std::string path_problem(std::string_view path);

/// `path` in lower case (ASCII), without "./" and doubled slashes: two entries with the same key would be one file on some
/// system.
std::string path_key(std::string_view path);

/// What follows the last slash.
std::string_view file_name_of(std::string_view path);

/// Whether `bytes` is valid UTF-8 without control characters: a name that can be printed and kept.
bool is_plain_text(std::string_view bytes);

/// Whether a name ends as an archive that we read: .zip, .tar, .tar.gz, .tgz, .tar.xz, .txz, .tar.bz2, .7z.
bool is_archive_name(std::string_view name);
/// The name without that ending.
std::string_view archive_stem(std::string_view name);

}  // namespace llmsys
