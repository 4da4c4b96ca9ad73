/// @file
/// What llmsys_box is told on its command line.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace llmsys::box {

/// The command line, taken apart. 0 stands for no limit.
struct Options {
  int level = 0;                   ///< 0 to 3
  int64_t wall_ms = 0;             ///< of the whole run
  int64_t cpu_seconds = 0;         ///< of each process
  int64_t address_bytes = 0;       ///< of each process
  int64_t resident_bytes = 0;      ///< of all together
  int64_t file_bytes = 0;          ///< of each file
  int64_t landlock_at_most = 99;   ///< its version, for tests of what older kernels hold
  int64_t processes = 0;           ///< and threads
  int passed = 0;                  ///< descriptors beside 0, 1 and 2 that the program gets
  int control = -1;                ///< socket to the grader; -1: a script started us
  int setup = -1;                  ///< set inside bubblewrap: pipe to the supervisor
  int program = -1;                ///< set inside bubblewrap: descriptor of the program; -1: the command's path
  bool shared_user = false;        ///< set inside bubblewrap: its user has processes outside of the box too
  bool toolchain = false;          ///< compilers and headers may be read
  bool gpu = false;                ///< NVIDIA's devices are there
  bool keep_user = false;          ///< no user id of its own
  bool timed = false;              ///< one process that stays where it is
  std::vector<std::string> read;   ///< readable beside the system's libraries
  std::string write;               ///< one writable folder
  std::vector<char*> environment;  ///< ends with null
  char** command = nullptr;        ///< the program and its arguments; ends with null
};

/// Exits with kNotStarted, and says how it is used, if a word is not understood.
/// @param words  ends with null, and outlives the options: they point into it
Options parse(char** words);

}  // namespace llmsys::box
