// Linked into a test program, puts all of it on Device::cuda: what its tests make without naming a device is there, in
// memory that the host may read, so that tests written for the CPU hold the kernels of cuda to the same claims.
#include "framework/base/context.h"
#include "framework/memory/device_resource.h"

namespace {

class EverythingOnCuda {
 public:
  EverythingOnCuda() {
    llmsys::context().device = llmsys::Device::cuda;
    llmsys::context().device_memory = &memory_;
  }

 private:
  llmsys::ManagedResource memory_;
};

const EverythingOnCuda on_cuda;

}  // namespace
