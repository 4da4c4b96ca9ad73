/// @file
/// Runs a program in a box: with limits, and from level L1 on without the files, processes and network of the host.
///
/// A box is the small program `llmsys_box` (program/), which starts the command, watches it, and at its end kills all that
/// it has started, also what left its process group. It lies beside the grader in the build folder.
///
/// @code
/// const BoxRun run = run_sandboxed({"/usr/bin/ar", "t", "a.a"}, {.level = SandboxLevel::l1, .readable = {"/home/me/a.a"}});
/// if (!run.end.failure.empty()) throw IoError(run.end.failure);  // the box's own fault
/// @endcode
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "autograder/sandbox/descriptor.h"
#include "autograder/sandbox/level.h"

namespace llmsys {

/// What the program in a box may use. 0 stands for no limit.
struct BoxLimits {
  double wall_seconds = 0;                    ///< of the whole run
  int cpu_seconds = 0;                        ///< processor time of each process
  int64_t address_bytes = 0;                  ///< address space of each process
  int64_t resident_bytes = int64_t{2} << 30;  ///< memory of all its processes together
  int64_t file_bytes = int64_t{64} << 20;     ///< of each file it writes
  int processes = 0;                          ///< processes and threads
};

/// What the program in a box may do.
struct BoxSpec {
  SandboxLevel level = SandboxLevel::l0;   ///< how well it is kept apart
  std::vector<std::string> readable = {};  ///< files and folders, absolute, beside the system's libraries
  /// One folder, absolute; empty: none (a private /tmp from L2 on). Needs keep_user, or a folder that any user may write.
  std::string writable = {};
  bool toolchain = false;     ///< the system's programs and headers may be read too
  int landlock_at_most = 99;  ///< uses no later version of Landlock, as if the kernel were older: for tests
  bool gpu = false;           ///< NVIDIA's devices are there (untested: no GPU was available)
  /// The program runs as the user who runs the grader and reads that user's files. Without, a grader that is root gives each
  /// box a user id of its own. Right for compilers, which run no code of the file they read; wrong for anything else.
  bool keep_user = false;
  /// Its time is taken: from level L1 on it stays one process, on the cores and with the priority it was given, and sets no
  /// timers. Else it could hide work from the clock, or slow down what it is compared with.
  bool timed = false;
  std::vector<std::string> environment = {};  ///< "NAME=value", all there is
  BoxLimits limits = {};                      ///< what it may use
};

/// How a box ended.
struct BoxEnd {
  std::string failure;         ///< why the program did not even start: the grader's fault; empty if it did
  int exit_code = -1;          ///< -1: ended by a signal
  int signal = 0;              ///< the signal; 0: none
  double cpu_seconds = 0;      ///< of all its processes
  int64_t resident_bytes = 0;  ///< the most that one of them had
  bool out_of_memory = false;  ///< killed for BoxLimits::resident_bytes
  bool out_of_time = false;    ///< killed for BoxLimits::wall_seconds
  bool stopped = false;        ///< it was still running when it was told to end
};

/// Descriptors of the program: 0 is /dev/null, the others are these.
struct BoxStreams {
  int output = -1;            ///< 1 and 2
  std::vector<int> passed{};  ///< 3, 4, ...
};

/// One running box.
class Box {
 public:
  /// Starts `command`, whose first word is an absolute path.  @throws IoError if it cannot be executed, or the box is missing
  Box(const std::vector<std::string>& command, const BoxSpec& spec, const BoxStreams& streams);
  /// Kills all that is in it.
  ~Box();
  Box(const Box&) = delete;
  Box& operator=(const Box&) = delete;

  /// Readable when the program has ended.
  [[nodiscard]] int control() const { return control_.get(); }
  /// The box's own process, not the program's.
  [[nodiscard]] pid_t pid() const { return pid_; }
  /// Gives the program `patience` seconds to end by itself, then kills it; says how it ended. Comes once.
  BoxEnd finish(double patience);

 private:
  void reap();

  pid_t pid_ = -1;
  Descriptor control_;
};

/// A finished run.
struct BoxRun {
  BoxEnd end;          ///< how it ended
  std::string output;  ///< the beginning of what it printed, at most 64 KiB; the rest was thrown away
};

/// Runs `command` to its end.  @throws IoError as Box does
BoxRun run_sandboxed(const std::vector<std::string>& command, const BoxSpec& spec);

/// Where llmsys_box lies: in the build folder that this program is in.  @throws IoError
std::string box_program();

}  // namespace llmsys
