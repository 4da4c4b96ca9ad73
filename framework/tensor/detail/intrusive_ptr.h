/// @file
/// Shared ownership with the count inside the object: one pointer a handle, one allocation an object.
#pragma once
#include <atomic>
#include <cstdint>
#include <utility>

namespace llmsys::detail {

/// Base of what IntrusivePtr owns. Counting is thread-safe; the object itself is as safe as it makes itself.
class RefCounted {
 public:
  RefCounted() = default;
  RefCounted(const RefCounted&) = delete;
  RefCounted& operator=(const RefCounted&) = delete;

  /// One more owner.
  void retain() const { owners_.fetch_add(1, std::memory_order_relaxed); }
  /// One owner less; true for the last.
  [[nodiscard]] bool release_owner() const {
    if (owners_.load(std::memory_order_acquire) == 1) return true;  // nobody else could add one: spares a locked write
    return owners_.fetch_sub(1, std::memory_order_acq_rel) == 1;    // acquire: sees what the other owners wrote
  }
  /// Owners at this moment. Whoever finds itself the only one may write: what the others did is over (acquire).
  [[nodiscard]] int64_t owners() const { return owners_.load(std::memory_order_acquire); }

 protected:
  ~RefCounted() = default;

 private:
  mutable std::atomic<int64_t> owners_{0};
};

/// A handle on a RefCounted object; the last one deletes it.
template <class T>
class IntrusivePtr {
 public:
  IntrusivePtr() = default;
  /// Becomes an owner of `object`, which may be null.
  explicit IntrusivePtr(T* object) : object_(object) {
    if (object_ != nullptr) object_->retain();
  }
  /// One more owner of the same object.
  IntrusivePtr(const IntrusivePtr& other) : IntrusivePtr(other.object_) {}
  /// Takes over; `other` is null afterwards.
  IntrusivePtr(IntrusivePtr&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  /// Gives up its object for that of `other`.
  IntrusivePtr& operator=(IntrusivePtr other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~IntrusivePtr() {
    if (object_ != nullptr && object_->release_owner()) delete object_;
  }

  /// Gives its share away, uncounted: the object, or null. This handle is null afterwards.
  [[nodiscard]] T* release() { return std::exchange(object_, nullptr); }
  /// The object, or null.
  [[nodiscard]] T* get() const { return object_; }
  /// The object; there must be one.
  T* operator->() const { return object_; }
  /// The object; there must be one.
  T& operator*() const { return *object_; }
  /// Whether there is an object.
  explicit operator bool() const { return object_ != nullptr; }

 private:
  T* object_ = nullptr;
};

}  // namespace llmsys::detail
