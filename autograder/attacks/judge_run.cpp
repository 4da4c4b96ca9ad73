#include "autograder/attacks/judge_run.h"

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "autograder/sandbox/probe.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

constexpr uid_t kNobody = 65534;

bool become(const Setting& setting) {
  return !setting.as_nobody || (setgroups(0, nullptr) == 0 && setgid(kNobody) == 0 && setuid(kNobody) == 0);
}

// The child's part: never returns.
[[noreturn]] void exec_judge(const Setting& setting, std::vector<std::string> words, const std::string& canary,
                             int out) {
  const int nothing = open("/dev/null", O_RDWR);
  dup2(nothing, STDIN_FILENO);
  dup2(out, STDOUT_FILENO);
  words.insert(words.end(), {"--json", "--jobs", "4", "--sandbox", std::string(to_text(setting.level))});
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::string secret = "LLMSYS_CANARY=" + canary, path = "PATH=/usr/bin:/bin";
  char* const environment[] = {secret.data(), path.data(), nullptr};
  if (become(setting)) execve(arguments[0], arguments.data(), environment);
  _exit(127);
}

void take_line(const std::string& line, JudgeRun& run) {
  const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object()) return;  // a missing outcome is told by who asked for it
  const std::string status = json.at("status");
  run.outcomes[json.at("task")] = {status, json.at("score"), line};
}

// The most memory a process has had so far. What wait4() tells would be that of the largest worker.
int64_t peak_bytes(pid_t pid) {
  std::ifstream status(text("/proc/", pid, "/status"));
  for (std::string word; status >> word;)
    if (int64_t kibibytes = 0; word == "VmHWM:" && status >> kibibytes) return kibibytes * 1024;
  return 0;
}

void read_lines(int from, JudgeRun& run) {
  FILE* const file = fdopen(from, "r");
  char* line = nullptr;
  size_t capacity = 0;
  while (getline(&line, &capacity, file) > 0) take_line(line, run);
  std::free(line);
  std::fclose(file);
}

}  // namespace

std::string Setting::name() const {
  return text(level, as_nobody ? " as nobody" : geteuid() == 0 ? " as root" : " as an ordinary user");
}

JudgeRun run_judge_at(const Setting& setting, const std::vector<std::string>& arguments, const std::string& canary) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  int ends[2];
  LLMSYS_CHECK(IoError, pipe2(ends, O_CLOEXEC) == 0, "[attacks] no pipe");
  const pid_t pid = fork();
  LLMSYS_CHECK(IoError, pid >= 0, "[attacks] cannot start the judge");
  if (pid == 0) exec_judge(setting, arguments, canary, ends[1]);
  close(ends[1]);
  JudgeRun run;
  {
    const std::jthread watch(
        [&run, pid](const std::stop_token& ended) {  // soon after its last word there is nothing to see
          for (; !ended.stop_requested(); poll(nullptr, 0, 10))
            run.resident_bytes = std::max(run.resident_bytes, peak_bytes(pid));
        });
    read_lines(ends[0], run);
  }
  int state = 0;
  waitpid(pid, &state, 0);
  run.exit_code = WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
  run.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return run;
}

std::string why_not(const Setting& setting) {
  if (setting.as_nobody && geteuid() != 0) return "only root can become another user";
  const pid_t pid = fork();
  if (pid == 0) _exit(become(setting) ? static_cast<int>(probe_sandbox().best) : 127);
  int state = 0;
  waitpid(pid, &state, 0);
  const bool works = WIFEXITED(state) && WEXITSTATUS(state) <= static_cast<int>(SandboxLevel::l3) &&
                     WEXITSTATUS(state) >= static_cast<int>(setting.level);
  return works ? "" : text(setting.level, " does not work for that user here");
}

}  // namespace llmsys
