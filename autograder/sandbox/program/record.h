/// @file
/// What llmsys_box tells the grader at the end, over the control socket.
#pragma once
#include <cstdint>

namespace llmsys::box {

/// One message of fixed size. Both sides are built together.
struct Record {
  int32_t wait_status = 0;     ///< of the program, as waitpid() has it
  int32_t started = 0;         ///< whether the program was reached
  int32_t out_of_memory = 0;   ///< killed for its memory
  int32_t out_of_time = 0;     ///< killed for the time on the wall
  int32_t stopped = 0;         ///< killed because the grader was done with it
  double cpu_seconds = 0;      ///< of all processes
  int64_t resident_bytes = 0;  ///< the most that one process had
  char failure[256] = {};      ///< why it did not start
};

/// Exit code of a box without a control socket whose program did not start.
inline constexpr int kNotStarted = 125;

}  // namespace llmsys::box
