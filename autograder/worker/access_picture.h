/// @file
/// Which memory the lanes of a warp touched, drawn with letters.
#pragma once
#include <string>

#include "framework/simt/trace/counters.h"
#include "framework/simt/trace/finding.h"

namespace llmsys {

/// The 32 banks and how many lanes each had to serve, or the 32-byte sectors with the words that were asked for; empty unless the
/// lanes of the line were the same distance apart all the time.
std::string access_picture(const simt::LineCounters& line);

/// Where an access lay beside its allocation: "[ x, 512 bytes ]....X  128 bytes behind the end"; of a race the two threads side by
/// side, what each did, in which line, and to which place. Empty for other findings.
/// @param finding  with its lines filled in
std::string finding_picture(const simt::Finding& finding);

}  // namespace llmsys
