// Linked into a program, it traces all kernels from before main() until the program ends, and then writes the profile into
// the folder that LLMSYS_PROFILE_OUT names. Without that variable it does nothing. A program that crashes has a profile, too,
// as far as that can still be written.
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

#include "autograder/profile/profile.h"
#include "framework/base/error.h"
#include "framework/io/atomic_file.h"
#include "framework/simt/streams.h"
#include "framework/simt/trace/symbolizer.h"
#include "framework/simt/trace/trace.h"

namespace llmsys {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

void finish_crashed(int signal);

class Recorder {
 public:
  Recorder() : folder_(variable("LLMSYS_PROFILE_OUT")) {
    if (folder_.empty()) return;
    simt::pretend_gpu(variable("LLMSYS_PROFILE_GPU"));
    trace_ = std::make_unique<simt::Trace>(simt::TraceOptions{.follow = true});
    simt::set_stream_mode(simt::StreamMode::watched);
    open_ = true;
    for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) ::signal(signal, finish_crashed);
  }
  ~Recorder() { finish(); }
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  /// Writes all, once.
  /// @param crashed  what was not freed is no leak then
  void finish(bool crashed = false) {
    if (!std::exchange(open_, false)) return;
    try {
      if (!crashed) trace_->check_leaks();
      write(profile());
    } catch (const std::exception& error) {
      std::fprintf(stderr, "lab: the profile cannot be written: %s\n", error.what());
    }
  }

 private:
  [[nodiscard]] Profile profile() const {
    const simt::Gpu& gpu = simt::find_gpu(variable("LLMSYS_PROFILE_GPU"));
    Profile out;
    out.what = variable("LLMSYS_PROFILE_WHAT");
    out.gpu = gpu.name;
    out.findings = trace_->findings();
    const std::vector<simt::Finding> streams = simt::stream_findings();
    out.findings.insert(out.findings.end(), streams.begin(), streams.end());
    std::vector<simt::KernelCounters> kernels = trace_->kernels();
    const std::string wanted = variable("LLMSYS_PROFILE_KERNEL");
    std::erase_if(kernels, [&](const auto& kernel) { return !kernel.kernel.starts_with(wanted); });
    const simt::Symbolizer symbolizer;
    symbolizer.fill_in(out.findings);
    symbolizer.fill_in(kernels);
    for (const simt::KernelCounters& kernel : kernels) out.kernels.push_back(simt::report_on(kernel, &gpu));
    ask_nvcc(gpu, out);
    return out;
  }

  static void ask_nvcc(const simt::Gpu& gpu, Profile& profile) {
    const Nvcc nvcc{variable("LLMSYS_PROFILE_NVCC"), LLMSYS_SOURCE_ROOT, variable("LLMSYS_PROFILE_NVCC_LOGS")};
    profile.nvcc_note = variable("LLMSYS_PROFILE_NVCC_NOTE");
    if (nvcc.program.empty()) return;
    add_gpu_figures(
        profile, gpu,
        compile_with_nvcc(nvcc, files_of_kernels(profile, variable("LLMSYS_PROFILE_SOURCE")), gpu.compute_capability));
  }

  void write(const Profile& profile) const {
    write_file("profile.txt", profile_text(profile, false));
    write_file("lines.txt", profile_text(profile, true));
    write_file("profile.json", profile_json(profile));
    write_file("profile.html", profile_html(profile));
    write_file("findings", text(profile.findings.size(), "\n"));
  }

  void write_file(const char* name, const std::string& content) const {
    write_atomically(folder_ + "/" + name, content);
  }

  std::string folder_;
  std::unique_ptr<simt::Trace> trace_;
  bool open_ = false;  // not written yet
};

Recorder g_recorder;

// A crash may have left anything in disorder: a second one, or a wait without end, ends the process.
void finish_crashed(int signal) {
  constexpr unsigned kPatience = 20;  // seconds
  ::signal(signal, SIG_DFL);
  sigset_t all;
  sigemptyset(&all);
  sigprocmask(SIG_SETMASK, &all, nullptr);
  alarm(kPatience);
  g_recorder.finish(true);
  raise(signal);
}

}  // namespace
}  // namespace llmsys
