#include "autograder/sandbox/program/become.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "autograder/sandbox/program/confine.h"
#include "autograder/sandbox/program/say.h"

namespace llmsys::box {
namespace {

constexpr int kFirstVersionWithScope = 6;  // of Landlock: signals stay inside

// A program that cannot do without its path is a compiler; another one shows the last part of it only.
char* shown_name(char* path, bool whole) {
  char* name = path;
  for (char* at = path; !whole && *at != 0; ++at)
    if (*at == '/') name = at + 1;
  return name;
}

}  // namespace

void become_program(const Options& options, const Start& start) {
  const auto need = [&](const std::string& problem) {
    if (!problem.empty()) give_up(start.setup, problem);
  };
  char** words = options.command;
  char* const path = words[0];
  words[0] = shown_name(path, start.program < 0);
  need(set_limits(options, start.shared_user));
  if (options.level >= 1 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) need(failed("no_new_privs"));
  if (options.level == 1) need(restrict_files(options, start.program));
  if (options.level >= 2) restrict_looking();
  close_from(3 + options.passed);
  const bool only_itself = options.level == 1 && start.shared_user && landlock_version() < kFirstVersionWithScope;
  if (options.level >= 1) need(restrict_calls(options, only_itself));
  if (write(start.setup, &kBegun, 1) != 1) _exit(1);
  char* const* environment = options.environment.data();
  if (start.program < 0)
    execve(path, words, environment);
  else
    syscall(SYS_execveat, start.program, "", words, environment, AT_EMPTY_PATH);
  give_up(start.setup, failed("cannot start the program"));
}

}  // namespace llmsys::box
