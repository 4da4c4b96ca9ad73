/// @file
/// The one thing a threading backend does: run(argument, i) for each i in [0, parts), at the same time.
#pragma once

namespace llmsys::detail {

/// Returns when all parts have ended. `run` does not throw.
void run_team(int parts, const void* argument, void (*run)(const void*, int));

}  // namespace llmsys::detail
