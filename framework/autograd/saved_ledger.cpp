#include "framework/autograd/saved_ledger.h"

#include <mutex>

#include "framework/autograd/leaf.h"

namespace llmsys {

struct SavedLedger::Books {
  std::mutex mutex;                           // graphs may be dropped on other threads
  std::map<const Storage*, int64_t> keepers;  // saved tensors that keep each storage
  int64_t saved = 0;                          // bytes
  int64_t live = 0;                           // bytes
};

namespace {

class Counted final : public PackedTensor {
 public:
  Counted(const Tensor& x, const char* operation, std::shared_ptr<SavedLedger::Books> books)
      : tensor_(x), version_(x.version()), operation_(operation), books_(std::move(books)) {
    const std::lock_guard lock(books_->mutex);
    if (books_->keepers[&tensor_.storage()]++ > 0) return;
    books_->saved += bytes();
    books_->live += bytes();
  }
  ~Counted() override {
    const std::lock_guard lock(books_->mutex);
    if (--books_->keepers[&tensor_.storage()] > 0) return;
    books_->keepers.erase(&tensor_.storage());
    books_->live -= bytes();
  }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;

  Tensor unpack() override {
    LLMSYS_CHECK(AutogradError, tensor_.version() == version_, "[", operation_, "] a tensor it saved, ",
                 tensor_.dtype(), " ", tensor_.shape(),
                 ", was changed in place afterwards: backward needs the old values");
    return tensor_;
  }

 private:
  [[nodiscard]] int64_t bytes() const { return static_cast<int64_t>(tensor_.storage().bytes()); }

  Tensor tensor_;
  uint64_t version_;
  const char* operation_;
  std::shared_ptr<SavedLedger::Books> books_;
};

}  // namespace

SavedLedger::SavedLedger() : books_(std::make_shared<Books>()) {}
SavedLedger::~SavedLedger() = default;

std::unique_ptr<PackedTensor> SavedLedger::pack(const Tensor& x, const char* operation) {
  ++saves_[operation];
  const bool parameter = x.node() != nullptr && x.node()->is_leaf();
  return parameter ? nullptr : std::make_unique<Counted>(x, operation, books_);
}

int64_t SavedLedger::saved_bytes() const {
  const std::lock_guard lock(books_->mutex);
  return books_->saved;
}

int64_t SavedLedger::live_bytes() const {
  const std::lock_guard lock(books_->mutex);
  return books_->live;
}

}  // namespace llmsys
