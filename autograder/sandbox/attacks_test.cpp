// Every attack of `./lab doctor --sandbox`, at every level that works here: as the user who runs the suite, and, if that is
// root, as an ordinary user and from a folder that nobody else may enter.
#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "autograder/sandbox/attacks/attacks.h"
#include "autograder/sandbox/box.h"
#include "autograder/sandbox/probe.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {
namespace fs = std::filesystem;

// A copy of the programs that `./lab doctor --sandbox` needs, as they lie in a build folder; gone with this object.
class Copy {
 public:
  explicit Copy(fs::perms mode) {
    std::string folder = (fs::temp_directory_path() / "llmsys_copy_XXXXXX").string();
    REQUIRE(mkdtemp(folder.data()) != nullptr);
    folder_ = folder;
    const fs::path from = fs::path(box_program()).parent_path(), to = folder_ / "autograder" / "sandbox";
    fs::create_directories(to);
    for (const char* name : {"llmsys_box", "llmsys_inside", "llmsys_sandbox_check"}) {
      fs::copy_file(from / name, to / name);
      fs::permissions(to / name, mode);
    }
    for (const fs::path& part : {to, to.parent_path(), folder_}) fs::permissions(part, mode);
  }
  ~Copy() { fs::remove_all(folder_); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  // The exit code of the check: 0 if every attack was held.  user: who runs it; 0: root
  [[nodiscard]] int check_as(uid_t user) const {
    const std::string program = folder_ / "autograder" / "sandbox" / "llmsys_sandbox_check";
    const pid_t child = fork();
    if (child == 0) {
      if (user != 0 &&
          (setgroups(0, nullptr) != 0 || setresgid(user, user, user) != 0 || setresuid(user, user, user) != 0))
        _exit(99);
      execl(program.c_str(), program.c_str(), nullptr);
      _exit(98);
    }
    int status = -1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  fs::path folder_;
};

constexpr uid_t kOrdinaryUser = 60010;

}  // namespace

TEST_CASE("no attack gets through at any level that works here") {
  const SandboxLevel best = probe_sandbox().best;
  if (best == SandboxLevel::l0) LLMSYS_SKIP("no sandbox works here: " + probe_sandbox().missing.back().reason);
  AttackTargets targets;
  for (const SandboxLevel level : {SandboxLevel::l1, SandboxLevel::l2, SandboxLevel::l3})
    for (const Attack& attack : sandbox_attacks()) {
      if (level > best) continue;
      INFO(attack.name << " at " << to_text(level));
      CHECK(targets.attack(attack, level).empty());
    }
}

TEST_CASE("without a sandbox attacks do get through, so those that are held are attacks") {
  for (const Attack& attack : sandbox_attacks())
    if (const std::string name = attack.name; name == "read_file" || name == "write_file" || name == "connect_tcp" ||
                                              name == "connect_local" || name == "see_grader" ||
                                              name == "open_devices") {
      INFO(name);
      CHECK_FALSE(AttackTargets().attack(attack, SandboxLevel::l0).empty());
    }
}

TEST_CASE("attacks are held where the grader is an ordinary user") {
  if (geteuid() != 0) LLMSYS_SKIP("the suite does not run as root, so that is what the other test has shown");
  CHECK(Copy(fs::perms(0755)).check_as(kOrdinaryUser) == 0);
}

TEST_CASE("attacks are held where the grader is root and its folder is closed to everybody else") {
  if (geteuid() != 0) LLMSYS_SKIP("the suite does not run as root");
  CHECK(Copy(fs::perms(0700)).check_as(0) == 0);
}
