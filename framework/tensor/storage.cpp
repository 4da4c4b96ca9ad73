#include "framework/tensor/storage.h"

namespace llmsys {
namespace {

std::byte* take(MemoryResource& resource, size_t bytes) {
  return bytes == 0 ? nullptr : static_cast<std::byte*>(resource.allocate(bytes));
}

}  // namespace

Storage::Storage(size_t bytes, MemoryResource& resource)
    : data_(take(resource, bytes)), bytes_(bytes), resource_(&resource) {}

Storage::~Storage() { release(); }

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
