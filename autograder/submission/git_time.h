/// @file
/// When a checkout's last commit was made.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace llmsys {

/// The committer's time of HEAD, in seconds since 1970; nothing if there is none. It says what the student's clock said.
///
/// A stranger's repository may hold a configuration that has git run programs. So git is given another, empty one, and looks
/// into the checkout's objects only.
/// @param checkout  a folder with a .git folder
std::optional<int64_t> commit_time(const std::string& checkout);

}  // namespace llmsys
