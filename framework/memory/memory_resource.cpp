#include "framework/memory/memory_resource.h"

#include <memory>

#include "framework/base/context.h"
#include "framework/memory/device_resource.h"
#include "framework/memory/host_resource.h"

namespace llmsys {

MemoryResource& default_memory() {
  static const std::unique_ptr<HostResource> resource = std::make_unique<HostResource>();
  return *resource;
}

MemoryResource& default_device_memory() {
  static const std::unique_ptr<DeviceResource> resource = std::make_unique<DeviceResource>();
  return *resource;
}

void use_memory(Context& here, MemoryResource& resource) {
  (resource.device() == Device::cpu ? here.memory : here.device_memory) = &resource;
}

MemoryResource& current_memory(Device device) {
  const Context& here = context();
  if (device == Device::cpu) return here.memory != nullptr ? *here.memory : default_memory();
  return here.device_memory != nullptr ? *here.device_memory : default_device_memory();
}

}  // namespace llmsys
