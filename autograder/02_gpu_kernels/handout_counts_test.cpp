// What lab 02's handout says about sectors, wavefronts and bytes is what the emulator counts.
#include <functional>
#include <string>
#include <vector>

#include "autograder/02_gpu_kernels/broken_transpose.h"
#include "autograder/02_gpu_kernels/device_tensor.h"
#include "autograder/02_gpu_kernels/handout.h"
#include "autograder/worker/traced.h"
#include "framework/base/context.h"
#include "framework/device/device.h"
#include "framework/simt/trace/symbolizer.h"
#include "framework/simt/trace/trace.h"
#include "framework/tensor/observe.h"
#include "framework/testing/test.h"
#include "labs/02_gpu_kernels/access_patterns.h"
#include "labs/02_gpu_kernels/copy.h"
#include "labs/02_gpu_kernels/matmul.h"
#include "labs/02_gpu_kernels/register.h"
#include "labs/02_gpu_kernels/transpose.h"

using namespace llmsys;
using namespace llmsys::lab02;

namespace {

// What the first kernel that `run` launches does.
simt::KernelCounters counted(const std::function<void()>& run) {
  simt::Trace trace;
  run();
  cuda_synchronize();
  CHECK(trace.findings().empty());
  return trace.kernels().front();
}

std::string two(double value) { return fixed(value, 2); }

using Copy = void (*)(float* y, const float* x, int64_t n, Stream stream);

void says_copy(const std::string& name, Copy copy) {
  const simt::AccessCounters load = counted([copy] {
                                      DeviceTensor x(ones({8192})), y({8192}, DType::f32);
                                      copy(y.data<float>(), x.data<float>(), 8192, Stream());
                                    }).global_load;
  says(text("| `", name, "` | ", load.requests, " | ", grouped(load.sectors), " | ", load.sectors_per_request(), " |"));
}

// A column of a shared tile of that width.
double wavefronts(int width) {
  return counted([width] {
           DeviceTensor y({32}, DType::f32);
           load_column(y.data<float>(), width, Stream());
         })
      .shared_load.wavefronts_per_request();
}

using Transpose = void (*)(float* y, const float* x, int R, int C, Stream stream);

simt::KernelCounters transposed(Transpose function) {
  return counted([function] {
    DeviceTensor x(ones({96, 64})), y({64, 96}, DType::f32);
    function(y.data<float>(), x.data<float>(), 96, 64, Stream());
  });
}

using Product = void (*)(float* c, const float* a, const float* b, int M, int N, int K, int lda, int ldb,
                         Stream stream);

simt::KernelCounters multiplied(Product function) {
  return counted([function] {
    DeviceTensor a(ones({96, 96})), b(ones({96, 96})), c({96, 96}, DType::f32);
    function(c.data<float>(), a.data<float>(), b.data<float>(), 96, 96, 96, 96, 96, Stream());
  });
}

}  // namespace

TEST_CASE("the handout's copies", "[handout]") {
  says_copy("copy_blocked", copy_blocked<float>);
  says_copy("copy_coalesced", copy_coalesced<float>);
  says_copy("copy_vectorized", copy_vectorized<float>);
  const simt::KernelCounters half = counted([] {
    DeviceTensor x(ones({8192}, DType::bf16)), y({8192}, DType::bf16);
    copy_vectorized(y.data<bf16>(), static_cast<const bf16*>(x.data<bf16>()), 8192, Stream());
  });
  says(text("for bf16 it is an eighth: ", half.global_load.requests, " requests"));
}

TEST_CASE("the handout's transposes", "[handout]") {
  const simt::KernelCounters naive = transposed(transpose_naive<float>), ours = transposed(transpose<float>);
  const auto sectors = [](const simt::KernelCounters& of) {
    return two(of.global_load.sectors_per_request()) + " | " + two(of.global_store.sectors_per_request());
  };
  says("| `transpose_naive` | " + sectors(naive) + " | |");
  says("| yours, `tile[32][32]` | " + sectors(ours) + " | " + two(wavefronts(32)) + " |");
  says("| yours, `tile[32][33]` | " + sectors(ours) + " | " + two(ours.shared_load.wavefronts_per_request()) + " |");
  CHECK(wavefronts(33) == 1);
  says(text("takes ", wavefronts(32), " wavefronts, padded by one column ", wavefronts(33)));
}

TEST_CASE("the handout's products", "[handout]") {
  const simt::KernelCounters naive = multiplied(matmul_naive<float>), ours = multiplied(matmul<float>);
  const auto asked = [](const simt::KernelCounters& of) { return of.global_load.lanes * int64_t{sizeof(float)}; };
  const auto bytes = [&](const simt::KernelCounters& of) {
    return grouped(asked(of)) + " | " + grouped(of.global_load.moved_bytes);
  };
  says("| `matmul_naive` | " + bytes(naive) + " | |");
  says("| yours | " + bytes(ours) + " | " + two(ours.shared_load.wavefronts_per_request()) + " |");
  CHECK(asked(naive) == 32 * asked(ours));
  says(text("loads 1/32 of the bytes that the naive one loads: ", grouped(asked(ours)), " instead of ",
            grouped(asked(naive))));
}

TEST_CASE("the handout's trace of who served what", "[handout]") {
  const Tensor x = raw::to(ones({4, 3}), Device::cuda), w = raw::to(ones({5, 3}), Device::cuda);
  Registry mine = framework_registry();
  register_lab02(mine);
  DispatchTrace trace;
  Context here = context();
  here.registry = &mine;
  here.observer = &trace;
  const ContextScope scope(here);
  CHECK(raw::to(raw::sum(raw::matmul(x, raw::transpose(w))), Device::cpu).item<float>() == 60);
  says(trace.table());
}

TEST_CASE("the handout quotes what the emulator says where a barrier is missing", "[handout]") {
  simt::Trace trace;
  DeviceTensor x(ones({32, 32})), y({32, 32}, DType::f32);
  transpose_without_barrier(y.data<float>(), x.data<float>(), 32, 32, Stream());
  std::vector<simt::Finding> findings = trace.findings();
  std::erase_if(findings, [](const simt::Finding& finding) { return finding.kind != simt::FindingKind::race_shared; });
  REQUIRE_FALSE(findings.empty());
  findings.erase(findings.begin(), findings.end() - 1);  // the one between warps
  simt::Symbolizer().fill_in(findings);
  says(report_of(findings).message);
}
