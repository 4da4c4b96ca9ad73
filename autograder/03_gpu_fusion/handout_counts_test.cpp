// What lab 03's handout says about loads, wavefronts and traffic is what the emulator counts.
#include <functional>
#include <string>

#include "autograder/02_gpu_kernels/device_tensor.h"
#include "autograder/03_gpu_fusion/handout.h"
#include "autograder/03_gpu_fusion/load_fragment.h"
#include "framework/base/context.h"
#include "framework/device/device.h"
#include "framework/simt/trace/trace.h"
#include "framework/tensor/observe.h"
#include "framework/testing/test.h"
#include "labs/02_gpu_kernels/matmul.h"
#include "labs/03_gpu_fusion/layer_norm.h"
#include "labs/03_gpu_fusion/matmul_register.h"
#include "labs/03_gpu_fusion/matmul_tensor_core.h"
#include "labs/03_gpu_fusion/register.h"
#include "labs/03_gpu_fusion/softmax.h"
#include "labs/03_gpu_fusion/softmax_separate.h"

using namespace llmsys;
using namespace llmsys::lab03;

namespace {

using lab02::DeviceTensor;

constexpr int kSide = 64, kRows = 16, kColumns = 1024;

// What all kernels that `run` launches do, each for itself.
std::vector<simt::KernelCounters> counted(const std::function<void()>& run) {
  simt::Trace trace;
  run();
  cuda_synchronize();
  CHECK(trace.findings().empty());
  return trace.kernels();
}

// Bytes that move between global memory and the multiprocessors.
int64_t moved(const simt::KernelCounters& of) { return of.global_load.moved_bytes + of.global_store.moved_bytes; }

std::string floats_an_element(int64_t bytes) { return fixed(double(bytes) / 4 / kRows / kColumns, 2); }

// Loads from shared memory for each multiplying instruction of a warp; those of 4 bytes a lane, or of 16: fragments.
void says_product(const std::string& name, const simt::KernelCounters& of, int bytes, int64_t multiplications) {
  int64_t loads = 0;
  for (const simt::LineCounters& line : of.lines)
    if (line.space == simt::Space::shared && line.kind == simt::AccessKind::load && line.bytes == bytes)
      loads += line.access.requests;
  says(text("| ", name, " | ", grouped(multiplications), " | ", grouped(loads), " | ",
            fixed(double(loads) / double(multiplications), 2), " | ", grouped(of.global_load.lanes), " |"));
}

void says_pitch(int pitch, const std::string& tile) {
  const simt::KernelCounters of = counted([pitch] {
                                    DeviceTensor y({16, 16}, DType::f32);
                                    load_fragment(y.data<float>(), pitch, Stream());
                                  }).front();
  says(text("| ", tile, " | ", pitch * 2, " | ", fixed(of.shared_load.wavefronts_per_request(), 0), " |"));
}

}  // namespace

TEST_CASE("the handout's products", "[handout]") {
  constexpr int64_t kWarpFmas = int64_t{kSide} * kSide * kSide / 32;
  DeviceTensor a(ones({kSide, kSide})), b(ones({kSide, kSide})), c({kSide, kSide}, DType::f32);
  says_product("lab 02's `matmul`", counted([&] {
                                      lab02::matmul<float>(c.data<float>(), a.data<float>(), b.data<float>(), kSide,
                                                           kSide, kSide, kSide, kSide, Stream());
                                    }).front(),
               4, kWarpFmas);
  const simt::KernelCounters registers =
      counted([&] {
        matmul_register<float>(c.data<float>(), a.data<float>(), b.data<float>(), kSide, kSide, kSide, Stream());
      }).front();
  says_product("`matmul_register`", registers, 4, kWarpFmas);
  CHECK(registers.shared_load.wavefronts_per_request() == 1);
  CHECK(registers.shared_store.wavefronts_per_request() == 1);
  DeviceTensor left(ones({kSide, kSide}, DType::bf16)), right(ones({kSide, kSide}, DType::bf16));
  const simt::KernelCounters cores =
      counted([&] {
        matmul_tensor_core<bf16>(c.data<float>(), left.data<bf16>(), right.data<bf16>(), kSide, kSide, kSide, Stream());
      }).front();
  says_product("`matmul_tensor_core`", cores, 16, cores.warp_instructions.at("mma"));
}

TEST_CASE("the handout's fragments", "[handout]") {
  says_pitch(16, "A, 16 halves");
  says_pitch(24, "A, 16 + 8");
  says_pitch(64, "B, 64 halves");
  says_pitch(72, "B, 64 + 8");
}

TEST_CASE("the handout's softmax", "[handout]") {
  DeviceTensor x(ones({kRows, kColumns})), y({kRows, kColumns}, DType::f32), of_rows({kRows}, DType::f32);
  int64_t separate = 0;
  for (const simt::KernelCounters& kernel : counted([&] {
         softmax_separate(y.data<float>(), of_rows.data<float>(), x.data<float>(), kRows, kColumns, Stream());
       }))
    separate += moved(kernel);
  const int64_t fused = moved(
      counted([&] { softmax_forward<float>(y.data<float>(), x.data<float>(), kRows, kColumns, Stream()); }).front());
  says("| `softmax_separate` | 5 | " + floats_an_element(separate) + " |");
  says("| yours | 1 | " + floats_an_element(fused) + " |");
}

TEST_CASE("the handout's layer norm", "[handout]") {
  const Shape all = {kRows, kColumns};
  DeviceTensor x(ones(all)), w(ones({kColumns})), b(ones({kColumns})), y(all, DType::f32), dx(all, DType::f32);
  DeviceTensor mean({kRows}, DType::f32), rstd({kRows}, DType::f32), dw({kColumns}, DType::f32);
  DeviceTensor db({kColumns}, DType::f32), scratch({layer_norm_scratch(kRows, kColumns)}, DType::f32);
  const auto kernels = counted([&] {
    layer_norm_forward<float>(y.data<float>(), mean.data<float>(), rstd.data<float>(), x.data<float>(), w.data<float>(),
                              b.data<float>(), 1e-5F, kRows, kColumns, Stream());
    layer_norm_backward<float>(dx.data<float>(), dw.data<float>(), db.data<float>(), scratch.data<float>(),
                               y.data<float>(), x.data<float>(), mean.data<float>(), rstd.data<float>(),
                               w.data<float>(), kRows, kColumns, Stream());
  });
  const char* const names[] = {"`layer_norm_forward_kernel` | x, w, b; y", "`layer_norm_dx_kernel` | dy, x, w; dx",
                               "`layer_norm_group_kernel` | dy, x; groups"};
  for (size_t i = 0; i < 3; ++i) says(text("| ", names[i], " | ", floats_an_element(moved(kernels.at(i))), " |"));
}

TEST_CASE("the handout's trace of who served what", "[handout]") {
  const Tensor a = raw::to(ones({4, 3}), Device::cuda), b = raw::to(ones({3, 5}), Device::cuda);
  Registry mine = framework_registry();
  register_lab03(mine);
  DispatchTrace trace;
  Context here = context();
  here.registry = &mine;
  here.observer = &trace;
  const ContextScope scope(here);
  CHECK(raw::to(raw::softmax(raw::matmul(a, b), -1), Device::cpu).size(1) == 5);
  says(trace.table());
}
