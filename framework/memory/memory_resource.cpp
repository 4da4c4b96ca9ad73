#include "framework/memory/memory_resource.h"

#include <memory>

#include "framework/base/context.h"
#include "framework/memory/host_resource.h"

namespace llmsys {

MemoryResource& default_memory() {
  static const std::unique_ptr<HostResource> resource = std::make_unique<HostResource>();
  return *resource;
}

MemoryResource& current_memory() {
  MemoryResource* chosen = context().memory;
  return chosen != nullptr ? *chosen : default_memory();
}

}  // namespace llmsys
