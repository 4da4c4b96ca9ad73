#include "autograder/sandbox/program/bubblewrap.h"

#include <fcntl.h>
#include <linux/memfd.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>

#include "autograder/sandbox/program/paths.h"
#include "autograder/sandbox/program/say.h"

namespace llmsys::box {
namespace {

using Words = std::vector<std::string>;

constexpr char kScratchBytes[] = "67108864";  // of /tmp and of /dev/shm each: they are memory

void add(Words& to, std::initializer_list<std::string> words) { to.insert(to.end(), words); }

// /lib is a link to usr/lib on most systems: a link inside too.
void add_readable(Words& words, const std::string& path) {
  char target[PATH_MAX];
  const ssize_t n = readlink(path.c_str(), target, sizeof target - 1);
  if (n > 0 && target[0] != '/')
    add(words, {"--symlink", std::string(target, static_cast<size_t>(n)), path});
  else
    add(words, {"--ro-bind-try", path, path});
}

void add_scratch(Words& words, const std::string& folder) {
  add(words, {"--perms", "1777", "--size", kScratchBytes, "--tmpfs", folder});
}

// What bubblewrap is told. It comes in a file, and so does what this program is told inside: a command line could be read there,
// in /proc/1/cmdline, paths of the host and all.
Words arguments_for(const Options& options) {
  Words words = {"--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "box"};
  for (const std::string& path : system_paths(options)) add_readable(words, path);
  add(words, {"--proc", "/proc", "--dir", "/dev"});
  add_scratch(words, "/dev/shm");
  add_scratch(words, "/tmp");
  for (const std::string& path : devices(options)) add(words, {"--dev-bind-try", path, path});
  add(words, {"--ro-bind-try", "/sys/devices/system/cpu", "/sys/devices/system/cpu"});
  for (const std::string& path : options.read) add(words, {"--ro-bind", path, path});
  if (!options.write.empty()) add(words, {"--bind", options.write, options.write});
  char here[PATH_MAX];
  const bool stays =
      options.keep_user && getcwd(here, sizeof here) != nullptr;  // compilers note where they were called
  if (stays) add(words, {"--dir", here});
  add(words, {"--remount-ro", "/", "--chdir", stays ? here : "/tmp"});
  return words;
}

// A file in memory that holds the words, each with its zero.
int file_of(const Words& words) {
  const int fd = memfd_create("arguments", 0);
  for (const std::string& word : words)
    if (fd < 0 || write(fd, word.c_str(), word.size() + 1) < 0) return -1;
  lseek(fd, 0, SEEK_SET);
  return fd;
}

// What this program is told inside: what is left to do.
Words words_inside(const Options& options, const Start& start) {
  Words words = {"--level", "L2", "--setup", std::to_string(start.setup), "--pass", std::to_string(options.passed)};
  const auto number = [&](const char* name, int64_t value) {
    if (value > 0) add(words, {name, std::to_string(value)});
  };
  number("--cpu", options.cpu_seconds);
  number("--address", options.address_bytes);
  number("--file", options.file_bytes);
  number("--processes", options.processes);
  number("--landlock", options.landlock_at_most);
  if (start.program >= 0) add(words, {"--program", std::to_string(start.program)});
  if (options.keep_user) add(words, {"--keep-user"});
  if (options.gpu) add(words, {"--gpu"});
  if (options.timed) add(words, {"--timed"});
  if (start.shared_user) add(words, {"--shared-user"});
  for (size_t i = 0; options.environment[i] != nullptr; ++i) add(words, {"--env", options.environment[i]});
  const std::string path = options.command[0];
  add(words, {"--", start.program >= 0 ? path.substr(path.rfind('/') + 1) : path});
  for (char** word = options.command + 1; *word != nullptr; ++word) words.emplace_back(*word);
  return words;
}

void inherit(int fd) {
  if (fd >= 0) fcntl(fd, F_SETFD, 0);
}

}  // namespace

const char* bubblewrap_path() {
  for (const char* path : {"/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"})
    if (access(path, X_OK) == 0) return path;
  return nullptr;
}

void become_bubblewrap(const Options& options, const Start& start, int self) {
  const char* program = bubblewrap_path();
  if (program == nullptr) give_up(start.setup, "bubblewrap is not installed");
  const int arguments = file_of(arguments_for(options)), inside = file_of(words_inside(options, start));
  if (arguments < 0 || inside < 0) give_up(start.setup, failed("memfd_create"));
  for (const int fd : {start.setup, start.program, self, arguments, inside}) inherit(fd);
  Words words = {"bwrap",
                 "--args",
                 std::to_string(arguments),
                 "--",
                 "/proc/self/fd/" + std::to_string(self),
                 kInside,
                 std::to_string(inside)};
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  char* const nothing[] = {nullptr};
  execve(program, pointers.data(), nothing);
  give_up(start.setup, failed(program));
}

std::vector<char*> words_from(int fd) {
  std::string* const all = new std::string;  // lives as long as the process: the words point into it
  char buffer[4096];
  for (ssize_t n = 0; (n = read(fd, buffer, sizeof buffer)) > 0;) all->append(buffer, static_cast<size_t>(n));
  std::vector<char*> words;
  for (size_t at = 0; at < all->size(); at = all->find('\0', at) + 1) words.push_back(all->data() + at);
  words.push_back(nullptr);
  return words;
}

}  // namespace llmsys::box
