/// @file
/// Where things lie: the repository and the build folder.
#pragma once
#include <string>

namespace llmsys {

/// Folders every command needs. The launcher sets LLMSYS_ROOT and LLMSYS_BUILD.
struct Paths {
  std::string root;   ///< the repository
  std::string build;  ///< the build folder of preset cpu
  /// From the environment; without it, from where the program lies.  @throws ValueError
  static Paths from_environment();
};

/// The whole file.  @throws IoError naming it
std::string read_text_file(const std::string& path);

/// Writes unless the file holds exactly this already: its time then stays, and nothing is rebuilt. Makes folders.
/// @return whether it was written  @throws IoError naming it
bool write_if_changed(const std::string& path, const std::string& content);

/// Replaces the file in one step: a reader sees the old or the new content, never half.  @throws IoError
void write_atomically(const std::string& path, const std::string& content);

}  // namespace llmsys
