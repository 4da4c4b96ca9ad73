/// @file
/// Where a scenario computes: what it is given, and what it makes, is on that device.
#pragma once
#include "autograder/protocol/values.h"
#include "framework/base/context.h"
#include "framework/device/device.h"
#include "framework/memory/device_resource.h"
#include "framework/memory/poison_resource.h"

namespace llmsys {

/// The values with all their tensors, those in lists and maps too, on `device`.
Values on_device(const Values& values, Device device);

/// A device as scenarios see it. On cuda its memory can be read by the host as well, because code of labs that were
/// written for the CPU looks into tensors; as on the CPU, fresh and freed memory is poisoned.
class WorkerDevice {
 public:
  /// @param device  where scenarios compute
  explicit WorkerDevice(Device device) : device_(device) {}
  /// Which one.
  [[nodiscard]] Device device() const { return device_; }
  /// The Context with what scenarios run under.
  [[nodiscard]] Context context_from(const Context& here) {
    Context mine = here;
    mine.device = device_;
    mine.device_memory = &poison_;
    return mine;
  }

 private:
  Device device_;
  ManagedResource managed_;
  PoisonResource poison_{managed_};
};

}  // namespace llmsys
