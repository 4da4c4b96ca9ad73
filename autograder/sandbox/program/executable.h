/// @file
/// Programs that are started by descriptor, not by path.
#pragma once

namespace llmsys::box {

/// Opens a program here, where its folder can be reached, for a user who may not get there: `/root` is often closed. One that
/// only its owner may execute is copied into memory, where it has no owner. Exits with kNotStarted if it cannot.
int open_executable(const char* path);

}  // namespace llmsys::box
