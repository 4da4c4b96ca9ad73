// What lab 00's handout says about its kernels is what the emulator counts, and how a warp and a grid are numbered.
#include <sstream>
#include <string>

#include "autograder/02_gpu_kernels/device_tensor.h"
#include "autograder/profile/profile.h"
#include "framework/base/error.h"
#include "framework/base/text.h"
#include "framework/device/device.h"
#include "framework/simt/trace/trace.h"
#include "framework/testing/document.h"
#include "labs/00_warm_up/saxpy.h"

using namespace llmsys;

namespace {

void says(const std::string& words) {
  static const testing::Document page("labs/00_warm_up/README.md");
  page.says(words);
}

// "3,145,728"
std::string grouped(int64_t value) {
  std::string out = std::to_string(value);
  for (int64_t at = int64_t(out.size()) - 3; at > 0; at -= 3) out.insert(size_t(at), ",");
  return out;
}

using Saxpy = void (*)(float* y, const float* x, float a, int64_t n, Stream stream);

// What `./lab profile 0` counts.
simt::KernelCounters counted(Saxpy saxpy) {
  constexpr int64_t kElements = int64_t{1} << 18;
  simt::Trace trace;
  lab02::DeviceTensor x(ones({kElements})), y(ones({kElements}));
  saxpy(y.data<float>(), x.data<float>(), 2, kElements, Stream());
  cuda_synchronize();
  CHECK(trace.findings().empty());
  return trace.kernels().front();
}

// The kernel's name and its traffic, as `./lab profile` prints them; of a verdict what stands before its line number.
void says_profile(const simt::KernelCounters& kernel) {
  Profile profile;
  profile.kernels = {simt::report_on(kernel)};
  std::istringstream text(profile_text(profile, false));
  for (std::string line; std::getline(text, line);)
    if (line.starts_with(kernel.kernel) || line.find("sectors/req") != std::string::npos ||
        line.starts_with("  global"))
      says(line + "\n");
}

}  // namespace

TEST_CASE("the handout's two profiles and the traffic they add up to", "[handout]") {
  const simt::KernelCounters ours = counted(lab00::saxpy), chunked = counted(lab00::saxpy_chunked);
  says_profile(ours);
  says_profile(chunked);
  const auto moved = [](const simt::KernelCounters& of) {
    return grouped(of.global_load.moved_bytes + of.global_store.moved_bytes);
  };
  says("`saxpy` moves " + moved(ours) + " bytes and `saxpy_chunked` " + moved(chunked));
  says(text(ours.global_load.sectors_per_request(), " sectors a request against ",
            chunked.global_load.sectors_per_request()));
  CHECK(ours.global_load.requests == chunked.global_load.requests);
}

TEST_CASE("the handout's table of blocks and threads", "[handout]") {
  constexpr int64_t n = 1000, kBlock = 256, blocks = (n + kBlock - 1) / kBlock;
  says(text("there are ", blocks, "\nblocks, which makes ", blocks * kBlock, " threads, and for ", blocks * kBlock - n,
            " of them"));
  for (const auto& [block, thread] : {std::pair<int64_t, int64_t>{0, 0}, {0, 255}, {1, 0}, {3, 231}, {3, 232}})
    says(text("| ", block, " | ", thread, " | ", block * kBlock + thread, " |"));
}
