/// @file
/// What was measured where points depend on time: see docs/timing.md.
#pragma once
#include <string>

namespace llmsys {

/// The student's time in parts of the solution's, over several runs on the same inputs.
struct Timing {
  std::string what;    ///< "encode_long_piece"
  double ratio = 0;    ///< the median
  double low = 0;      ///< the first quartile
  double high = 0;     ///< the third quartile
  int runs = 0;        ///< pairs of calls that were measured
  bool rerun = false;  ///< whether this is the better of two measurements, each with processes of its own
  std::string note;    ///< what a person should know; mostly empty
};

/// "encode_long_piece: 1.04 times the solution's time (1.02 to 1.07 in 15 runs)".
std::string to_text(const Timing& timing);

}  // namespace llmsys
