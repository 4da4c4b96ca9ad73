#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <future>

#include "autograder/cli/build.h"
#include "autograder/cli/build_lock.h"
#include "autograder/cli/commands.h"
#include "autograder/cli/grade.h"
#include "autograder/cli/lab_targets.h"
#include "autograder/cli/overlay.h"
#include "autograder/cli/process.h"
#include "autograder/cli/raw_program.h"
#include "autograder/profile/nvcc.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

namespace fs = std::filesystem;

// A lab's program with all its profile cases, of the student's code or of the solution.
std::string build_lab_program(const Paths& paths, const LabManifest& lab, bool solution) {
  const std::string side = solution ? "solution" : "student";
  LLMSYS_CHECK(ValueError, fs::exists(text(paths.root, "/autograder/", lab.folder, "/profile.cpp")), "lab ", lab.folder,
               " has no kernels to profile");
  const BuildLock lock(paths);
  if (!solution) prepare_overlay(paths, lab, text(paths.root, "/labs/", lab.folder), Slot::student);
  build_targets(paths, {text("lab", number_of(lab), "_profile_", side)});
  return text(paths.build, "/labs/", lab.folder, "/profile_", side);
}

void copy_output(const std::string& from, const std::string& to) {
  if (to.empty()) return;
  const std::string content = read_text_file(from);
  if (to == "-")
    std::fputs(content.c_str(), stdout);
  else
    write_atomically(to, content);
}

using Variables = std::vector<std::pair<std::string, std::string>>;

// What the recorder needs to know of nvcc.  @param source  the only file with kernels; "": the recorder knows
Variables about_nvcc(const ProfileCommand& command, const Nvcc& nvcc, const std::string& source) {
  if (command.no_nvcc) return {{"LLMSYS_PROFILE_NVCC", ""}, {"LLMSYS_PROFILE_NVCC_NOTE", ""}};
  if (nvcc.program.empty())
    return {{"LLMSYS_PROFILE_NVCC", ""},
            {"LLMSYS_PROFILE_NVCC_NOTE",
             "Registers, spills and occupancy are not known: there is no nvcc (CUDA toolkit) on this machine."}};
  return {{"LLMSYS_PROFILE_NVCC", nvcc.program},
          {"LLMSYS_PROFILE_NVCC_LOGS", nvcc.folder},
          {"LLMSYS_PROFILE_NVCC_NOTE",
           text("Registers, static shared memory and spills: nvcc's figures for sm_",
                profile_architectures().at(command.gpu), ". Occupancy: theoretical, computed from them.")},
          {"LLMSYS_PROFILE_SOURCE", source}};
}

constexpr int kSignals = 128;  // exit codes above it: the signal's number is added

std::string how_it_ended(int code) {
  return code > kSignals ? text("was ended by signal ", code - kSignals, " (", strsignal(code - kSignals), ")")
                         : text("ended with code ", code);
}

// Where this process's recorder writes: another profile may be made at the same time.
class OutputFolder {
 public:
  explicit OutputFolder(const Paths& paths) : path_(text(paths.build, "/profile/out-", getpid())) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~OutputFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Runs `program` with the recorder on and shows what it wrote. @return the program's exit code; 1 if that is 0 and the
// checkers found something
int run_recorded(const Paths& paths, const ProfileCommand& command, const std::string& what,
                 const std::vector<std::string>& program, const Variables& nvcc) {
  const OutputFolder output(paths);
  const std::string& folder = output.path();
  const bool nothing_else = command.json == "-" || command.html == "-";
  ProcessOptions recording;
  recording.all_to_errors = nothing_else;
  recording.environment = {{"LLMSYS_PROFILE_OUT", folder},
                           {"LLMSYS_PROFILE_GPU", command.gpu},
                           {"LLMSYS_PROFILE_KERNEL", command.kernel},
                           {"LLMSYS_PROFILE_WHAT", what}};
  recording.environment.insert(recording.environment.end(), nvcc.begin(), nvcc.end());
  std::fflush(stdout);
  const int code = run_in_terminal(program, recording);
  const std::string end = how_it_ended(code);
  LLMSYS_CHECK(ValueError, fs::exists(folder + "/profile.json"), "the program ", end,
               " before its profile could be written");
  if (code > kSignals) std::fprintf(stderr, "lab: the program %s; what it did until then:\n", end.c_str());
  if (!nothing_else) copy_output(folder + (command.source ? "/lines.txt" : "/profile.txt"), "-");
  copy_output(folder + "/profile.json", command.json);
  copy_output(folder + "/profile.html", command.html);
  return code == 0 && read_text_file(folder + "/findings") != "0\n" ? 1 : code;
}

bool names_a_file(const std::string& what) { return what.ends_with(".cu") || what.find('/') != std::string::npos; }

// While g++ builds the program, nvcc compiles it, too.
int profile_file(const Paths& paths, const ProfileCommand& command, const Nvcc& nvcc) {
  LLMSYS_CHECK(IoError, fs::is_regular_file(command.what), "there is no file ", command.what);
  const std::string source = fs::absolute(command.what).lexically_normal().string();
  std::future<Compiled> compiled;
  if (!command.no_nvcc && !nvcc.program.empty())
    compiled = std::async(std::launch::async,
                          [&] { return compile_with_nvcc(nvcc, source, profile_architectures().at(command.gpu)); });
  std::vector<std::string> program = {build_raw_program(paths, source)};
  program.insert(program.end(), command.arguments.begin(), command.arguments.end());
  if (compiled.valid()) compiled.wait();
  return run_recorded(paths, command, fs::path(source).filename().string(), program, about_nvcc(command, nvcc, source));
}

}  // namespace

const std::map<std::string, int>& profile_architectures() {
  static const std::map<std::string, int> kArchitectures = {{"t4", 75}, {"a100", 80}, {"rtx4090", 89}, {"h100", 90}};
  return kArchitectures;
}

int profile_command(const Paths& paths, const ProfileCommand& command) {
  const Nvcc nvcc = find_nvcc(paths.root, text(paths.build, "/profile/nvcc"));
  if (names_a_file(command.what)) return profile_file(paths, command, nvcc);
  const LabManifest lab = lab_named(paths, command.what);
  const std::string program = build_lab_program(paths, lab, command.solution);
  if (command.arguments.empty()) {
    std::printf("./lab profile %s CASE, where CASE is one of\n", command.what.c_str());
    std::fflush(stdout);
    return run_in_terminal({program});
  }
  const std::string side = command.solution ? "solution" : "your code";
  const std::string what = text("lab ", number_of(lab), ", ", command.arguments.front(), ", ", side);
  return run_recorded(paths, command, what, {program, command.arguments.front()}, about_nvcc(command, nvcc, ""));
}

}  // namespace llmsys
