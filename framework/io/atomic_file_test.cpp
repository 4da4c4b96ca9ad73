#include "framework/io/atomic_file.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include "framework/base/error.h"
#include "framework/io/detail/write_fully.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

// No file of this process may grow beyond `bytes` while it lives: to a writer, that is a disk that fills up.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit mine{.rlim_cur = bytes, .rlim_max = old_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &mine);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit old_{};
  void (*handler_)(int);
};

int files_in(const TemporaryFolder& folder) {
  int count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path())) ++count;
  return count;
}

}  // namespace

TEST_CASE("a file is replaced at commit, not before, and nothing else stays") {
  const TemporaryFolder folder;
  const std::string path = folder.path("file");
  write_file(path, "old");
  {
    AtomicFile file(path, 6);
    file.write("new");
    file.write("er");
    CHECK(read_file(path) == "old");
    file.commit();
  }
  CHECK(read_file(path) == "newer");
  CHECK(files_in(folder) == 1);
}

TEST_CASE("a header is replaced when its count is known, and writing goes on behind the end") {
  const TemporaryFolder folder;
  AtomicFile file(folder.path("file"), 0);
  file.write("0 lines\n");
  file.write("one\n");
  file.rewrite(0, "2");
  file.write("two\n");
  CHECK(contains(message_of([&] { file.rewrite(15, "xx"); }), "bytes 15 to 17 cannot be replaced, 16 were written"));
  file.commit();
  CHECK(read_file(folder.path("file")) == "2 lines\none\ntwo\n");
}

TEST_CASE("without a commit the old file stays and the partial one goes") {
  const TemporaryFolder folder;
  write_file(folder.path("file"), "old");
  AtomicFile(folder.path("file"), 3).write("new");
  CHECK(read_file(folder.path("file")) == "old");
  CHECK(files_in(folder) == 1);
}

TEST_CASE("a write of 10 MB over a limit of 1 MB leaves the old file, and says what was needed") {
  const TemporaryFolder folder;
  const std::string path = folder.path("file");
  write_file(path, "old");
  {
    const FileSizeLimit limit(1 << 20);
    CHECK(message_of([&] { write_atomically(path, std::string(10'000'000, 'x')); }) ==
          "[AtomicFile] cannot write " + path +
              " (10000000 bytes): File too large; files may not grow that large here: see ulimit -f. A file of that "
              "name is left as it was.");
  }
  CHECK(read_file(path) == "old");
  CHECK(files_in(folder) == 1);
  write_atomically(path, std::string(10'000'000, 'x'));
  CHECK(read_file(path).size() == 10'000'000);
}

TEST_CASE("what cannot be written is an IoError with the way out") {
  const TemporaryFolder folder;
  const auto message = [](const std::string& path) { return message_of([&] { write_atomically(path, "x"); }); };
  CHECK(contains(message(folder.path("no/such/file")), "make the folder first: mkdir -p " + folder.path("no/such")));
  std::filesystem::create_directory(folder.path("folder"));
  CHECK(contains(message(folder.path("folder")), "that is a folder: choose the name of a file"));
  CHECK(contains(message("/proc/llmsys"), "/proc/llmsys (1 bytes)"));
  CHECK(files_in(folder) == 1);
}

TEST_CASE("a folder that may not be written to is an IoError") {
  const TemporaryFolder folder;
  const uid_t me = geteuid();
  if (me == 0 && seteuid(65534) != 0) LLMSYS_SKIP("root may write everywhere, and cannot be anybody else here");
  std::error_code ignored;  // root's folder is closed to others already
  std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_exec, ignored);
  const std::string message = message_of([&] { write_atomically(folder.path("file"), "x"); });
  std::filesystem::permissions(folder.path(), std::filesystem::perms::owner_all, ignored);
  REQUIRE(seteuid(me) == 0);
  CHECK(contains(message, "Permission denied; check who may write to the folder " + folder.path()));
}

TEST_CASE("a file that a killed writer left is written over") {
  const TemporaryFolder folder;
  write_file(folder.path("file.partial"), "left over, and longer");
  write_atomically(folder.path("file"), "new");
  CHECK(read_file(folder.path("file")) == "new");
  CHECK(files_in(folder) == 1);
}

TEST_CASE("the second of two writers gets an error, the first is not disturbed") {
  const TemporaryFolder folder;
  AtomicFile first(folder.path("file"), 5);
  first.write("fi");
  CHECK(contains(message_of([&] { AtomicFile second(folder.path("file"), 6); }), "another process is writing it"));
  first.write("rst");
  first.commit();
  CHECK(read_file(folder.path("file")) == "first");
}

TEST_CASE("many writers at once: the file is always one of theirs, whole") {
  const TemporaryFolder folder;
  std::vector<std::jthread> threads;
  for (char letter = 'a'; letter < 'e'; ++letter)
    threads.emplace_back([&, letter] {
      for (int i = 0; i < 25; ++i) try {
          write_atomically(folder.path("file"), std::string(10'000, letter));
        } catch (const IoError&) {  // another was at it
        }
    });
  threads.clear();  // joins
  const std::string whole = read_file(folder.path("file"));
  CHECK(whole == std::string(10'000, whole[0]));
  CHECK(files_in(folder) == 1);
}

TEST_CASE("the umask decides who may read the file") {
  const TemporaryFolder folder;
  const mode_t old = umask(022);
  write_atomically(folder.path("file"), "x");
  umask(old);
  struct stat status {};
  REQUIRE(stat(folder.path("file").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0644);
}

TEST_CASE("writes that take a part, and signals in between, lose nothing") {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  struct sigaction wake {
  }, old{};
  wake.sa_handler = [](int) {};  // without SA_RESTART: a write that waits returns early
  sigaction(SIGALRM, &wake, &old);
  std::string sent(3'000'000, '\0'), received;
  for (size_t i = 0; i < sent.size(); ++i) sent[i] = static_cast<char>(i * 31 >> 3);
  sigset_t alarm;
  sigemptyset(&alarm);
  sigaddset(&alarm, SIGALRM);
  pthread_sigmask(SIG_BLOCK, &alarm, nullptr);
  std::jthread reader([&] {  // inherits the mask: the signals reach the writer
    char buffer[8192];
    for (ssize_t n = 0; (n = read(ends[0], buffer, sizeof buffer)) > 0;)
      received.append(buffer, static_cast<size_t>(n));
  });
  pthread_sigmask(SIG_UNBLOCK, &alarm, nullptr);
  const itimerval often{.it_interval = {0, 200}, .it_value = {0, 200}}, never{};
  setitimer(ITIMER_REAL, &often, nullptr);
  const int error = detail::write_fully(ends[1], sent);
  setitimer(ITIMER_REAL, &never, nullptr);
  close(ends[1]);
  reader.join();
  close(ends[0]);
  sigaction(SIGALRM, &old, nullptr);
  CHECK(error == 0);
  CHECK((received == sent));
}

TEST_CASE("a pipe or device is not replaced by a file") {
  const TemporaryFolder folder;
  const std::string pipe = folder.path("pipe");
  REQUIRE(mkfifo(pipe.c_str(), 0666) == 0);
  const std::string link = folder.path("link");  // as /dev/stdout is one
  std::filesystem::create_symlink(pipe, link);
  for (const std::string& path : {pipe, link})
    CHECK(contains(message_of([&] { write_atomically(path, "text"); }), "that is a device or a pipe"));
  CHECK(std::filesystem::is_fifo(pipe));
  CHECK(std::filesystem::is_symlink(link));
  CHECK(files_in(folder) == 2);
}
