/// @file
/// Catch2, whichever is installed: 2.13 (Debian 12) is a header, 3 (Ubuntu 24.04) a library.
///
/// A test's name is a claim. Put nothing else into a test file's includes for Catch2 than this.
#pragma once
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include <catch2/catch.hpp>
#endif

#include <string>

namespace llmsys::testing {

/// Marks the running test as skipped, with the reason that the summary prints. LLMSYS_SKIP calls it and returns.
void note_skip(const std::string& reason);

/// Has all tests of this program be skipped, for that reason; before main().
void skip_all(const std::string& reason);

/// The folder that holds a test's committed data and sources: the repository's root.
std::string source_root();

/// A fresh, empty folder for one test, removed when the object dies.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  /// Its path, or that of `name` inside it.
  [[nodiscard]] std::string path(const std::string& name = "") const;

 private:
  std::string path_;
};

/// The bytes of a file.  @throws IoError if it cannot be read
std::string read_file(const std::string& path);
/// Makes `path` hold `bytes`.  @throws IoError
void write_file(const std::string& path, const std::string& bytes);
/// The bytes that pairs of hexadecimal digits say: "4a6f" is "Jo".
std::string from_hex(const std::string& digits);

}  // namespace llmsys::testing

/// LLMSYS_SKIP("needs a CUDA device"): ends this test; it counts as skipped, never as passed. (Catch2 2.13 has no SKIP.)
#define LLMSYS_SKIP(reason)               \
  do {                                    \
    ::llmsys::testing::note_skip(reason); \
    return;                               \
  } while (false)
