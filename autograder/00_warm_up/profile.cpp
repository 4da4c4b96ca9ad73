// Lab 00: its kernel under `./lab profile 0`, the given slow one beside it.
#include "autograder/02_gpu_kernels/device_tensor.h"
#include "autograder/profile/cases.h"
#include "framework/device/device.h"
#include "labs/00_warm_up/saxpy.h"

namespace llmsys {
namespace {

constexpr int64_t kElements = int64_t{1} << 18;

template <auto Saxpy>
void run() {
  lab02::DeviceTensor x(ones({kElements})), y(ones({kElements}));
  Saxpy(y.data<float>(), x.data<float>(), 2, kElements, Stream());
  cuda_synchronize();
}

}  // namespace

std::vector<ProfileCase> profile_cases() {
  return {{"saxpy", "262,144 floats, an element a thread", run<lab00::saxpy>},
          {"saxpy_chunked", "262,144 floats, 32 elements a thread, given and slow", run<lab00::saxpy_chunked>}};
}

}  // namespace llmsys
