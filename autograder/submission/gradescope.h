/// @file
/// The file that Gradescope puts beside exported submissions.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace llmsys {

/// Its name.
inline constexpr const char* kGradescopeMetadata = "submission_metadata.yml";

/// What it says of one submission's first submitter.
struct GradescopeStudent {
  std::string name;                   ///< "Jane Doe"
  std::string email;                  ///< may be empty
  std::string sid;                    ///< the student's number; may be empty
  std::optional<int64_t> created_at;  ///< seconds since 1970
};

/// By the name of each submission's folder, "submission_123". Only the lines that are needed are understood; a file that is
/// none of Gradescope's gives nothing.
std::map<std::string, GradescopeStudent> read_gradescope_metadata(const std::string& path);

/// "2026-11-02 12:34:56.789 -08:00" or "2026-11-02T12:34:56Z" as seconds since 1970; nothing if it is no time.
std::optional<int64_t> parse_time(const std::string& words);

}  // namespace llmsys
