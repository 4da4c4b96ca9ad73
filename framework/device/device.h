/// @file
/// Where computations run, and what that place is.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace llmsys {

/// Where a tensor lives and an operation runs.
enum class Device : uint8_t {
  cpu,  ///< this machine's cores
  cuda  ///< a GPU, or the emulator
};

/// "cpu", "cuda".
std::string_view to_text(Device device);

/// What Device::cuda is in this program.
struct DeviceInfo {
  std::string name;            ///< "NVIDIA H100 80GB HBM3", or "SIMT emulator"
  bool emulated = false;       ///< no GPU: kernels run on the CPU
  int compute_capability = 0;  ///< 90 for 9.0; the emulator says what it pretends to be
  int64_t memory_bytes = 0;    ///< in all
};
/// Whether Device::cuda can be used; if not, why: "no CUDA driver", "this program is linked without the emulator".
bool cuda_available(std::string* why_not = nullptr);
/// @throws DeviceError if there is none
DeviceInfo cuda_info();
/// Waits for all work on Device::cuda.  @throws DeviceError with what a kernel did wrong
void cuda_synchronize();

}  // namespace llmsys
