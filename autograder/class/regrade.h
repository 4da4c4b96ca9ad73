/// @file
/// A regrading is reviewed before it counts: what changes, then apply or cancel.
#pragma once
#include <string>

namespace llmsys {

/// What two graded classes differ in: each student whose points, status or rungs changed, rung by rung; who is new, who is
/// gone; at last how many went up and down.
/// @param before, after  folders of results, of the same lab
/// @throws ValueError, IoError if one of them is none
std::string regrade_diff(const std::string& before, const std::string& after);

/// Makes `after` the results in `before`'s place. The old ones stay beside it, under a name that is returned.
/// @throws ValueError, IoError as regrade_diff()
std::string apply_regrade(const std::string& before, const std::string& after);

/// Removes `after`; `before` stays.  @throws ValueError, IoError if `after` is no folder of results
void cancel_regrade(const std::string& after);

}  // namespace llmsys
