#include "autograder/cli/device.h"

#include <dlfcn.h>

#include <cstdio>

#include "autograder/cli/build.h"
#include "framework/base/error.h"

namespace llmsys {
namespace {

// A function of the driver, which is there only where it is installed.
template <class Function>
Function* driver_function(void* driver, const char* name) {
  return reinterpret_cast<Function*>(dlsym(driver, name));
}

}  // namespace

std::string why_no_gpu() {
  void* const driver = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
  if (driver == nullptr) return "there is no NVIDIA driver (libcuda.so.1)";
  const auto init = driver_function<int(unsigned)>(driver, "cuInit");
  const auto count = driver_function<int(int*)>(driver, "cuDeviceGetCount");
  if (init == nullptr || count == nullptr) return "libcuda.so.1 is no NVIDIA driver";
  if (const int error = init(0)) return text("the NVIDIA driver does not start: cuInit gives error ", error);
  int devices = 0;
  if (count(&devices) != 0 || devices == 0) return "the NVIDIA driver finds no GPU";
  return "";
}

Paths paths_for_device(const Paths& paths, const std::string& device) {
  if (device.empty() || device == "cpu") return paths;
  LLMSYS_CHECK(ValueError, device == "cuda", "--device is cpu or cuda, got ", device);
  const std::string why = why_no_gpu();
  LLMSYS_CHECK(ValueError, why.empty(), "--device cuda: NOT GRADED: ", why,
               "; without --device cuda kernels run in the emulator");
  configure_preset(paths, "cuda");
  return {paths.root, preset_folder(paths, "cuda")};
}

Paths paths_for_device_or_emulator(const Paths& paths, const std::string& device) {
  const std::string why = device == "cuda" ? why_no_gpu() : "";
  if (why.empty()) return paths_for_device(paths, device);
  std::fprintf(stderr, "[lab] cuda is the emulator here: %s\n", why.c_str());
  return paths;
}

}  // namespace llmsys
