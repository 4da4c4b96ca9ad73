#include "framework/tensor/storage.h"

namespace llmsys {
namespace {

std::byte* take(MemoryResource& resource, size_t bytes) {
  return bytes == 0 ? nullptr : static_cast<std::byte*>(resource.allocate(bytes));
}

}  // namespace

Storage::Storage(size_t bytes, MemoryResource& resource)
    : data_(take(resource, bytes)), bytes_(bytes), resource_(&resource), device_(resource.device()) {}

Storage::Storage(size_t bytes, std::unique_ptr<MemoryResource> resource) : Storage(bytes, *resource) {
  static_cast<void>(resource.release());  // only now: the delegated constructor may throw
  owns_resource_ = true;
}

Storage::~Storage() {
  release();
  if (owns_resource_) delete resource_;
}

void Storage::release() noexcept {
  if (data_ != nullptr) resource_->deallocate(data_, bytes_);
  data_ = nullptr;
  released_ = true;
}

void Storage::materialize() {
  if (!released_) return;
  data_ = take(*resource_, bytes_);
  released_ = false;
}

}  // namespace llmsys
