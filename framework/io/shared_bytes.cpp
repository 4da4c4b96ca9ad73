#include "framework/io/shared_bytes.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "framework/base/error.h"
#include "framework/io/detail/bytes_of.h"
#include "framework/tensor/factories.h"

namespace llmsys {
namespace {

/// Part of shared bytes, for the one Storage that owns this.
class BorrowedBytes final : public MemoryResource {
 public:
  BorrowedBytes(const SharedBytes& bytes, size_t begin) : start_(bytes.data, bytes.data.get() + begin) {}

  void* allocate(size_t /*bytes*/, size_t /*alignment*/) override { return start_.get(); }
  void deallocate(void* /*pointer*/, size_t /*bytes*/, size_t /*alignment*/) noexcept override {}

 private:
  std::shared_ptr<std::byte> start_;
};

// A bool that is neither 0 nor 1 is undefined behaviour to read.
void check_bools(const std::byte* data, size_t size, const std::string& what) {
  for (size_t i = 0; i < size; ++i)
    LLMSYS_CHECK(IoError, std::to_integer<int>(data[i]) <= 1, what, ": element ", i, " of a bool tensor is ",
                 std::to_integer<int>(data[i]), ", want 0 or 1");
}

}  // namespace

SharedBytes part_of(const SharedBytes& bytes, size_t begin, size_t end) {
  LLMSYS_CHECK(IndexError, begin <= end && end <= bytes.size, "[part_of] bytes ", begin, " to ", end,
               " are not within the ", bytes.size, " there are");
  return {.data = {bytes.data, bytes.data.get() + begin}, .size = end - begin};
}

SharedBytes map_file(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a pipe without a writer would block
  LLMSYS_CHECK(IoError, file >= 0, "[map_file] cannot open ", path, ": ", std::strerror(errno));
  struct stat status {};
  const bool regular = fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  const auto size = static_cast<size_t>(regular ? status.st_size : 0);
  void* start = MAP_FAILED;
  if (size > 0) start = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE, file, 0);
  const int failure = errno;
  close(file);
  LLMSYS_CHECK(IoError, regular, "[map_file] ", path,
               S_ISDIR(status.st_mode) ? " is a folder" : " is not a regular file", ", want a file of tensors");
  if (size == 0) return {};
  LLMSYS_CHECK(IoError, start != MAP_FAILED, "[map_file] cannot map the ", size, " bytes of ", path, ": ",
               std::strerror(failure));
  return {.data = {static_cast<std::byte*>(start), [size](std::byte* first) { munmap(first, size); }}, .size = size};
}

std::string_view detail::bytes_of(const Tensor& rows) {
  LLMSYS_CHECK(ValueError, rows.is_contiguous(), "[bytes_of] wants a contiguous tensor: raw::contiguous(x)");
  if (rows.numel() == 0) return {};
  LLMSYS_CHECK(ValueError, !rows.storage().released(), "a tensor to be written has released its storage: materialize ",
               "and fill it first");
  const auto* start = reinterpret_cast<const char*>(rows.storage().data());
  return {start + rows.offset() * item_size(rows.dtype()), static_cast<size_t>(rows.bytes())};
}

Tensor tensor_over(const SharedBytes& bytes, size_t begin, const Shape& shape, DType dtype, const std::string& what) {
  size_t size = 0;
  const bool overflow = __builtin_mul_overflow(shape.numel(), item_size(dtype), &size);
  LLMSYS_CHECK(IoError, !overflow && begin <= bytes.size && size <= bytes.size - begin, what, ": ", shape, " of ",
               dtype, " does not fit into the ", bytes.size, " bytes there are, from byte ", begin, " on");
  if (size == 0) return empty(shape, dtype, Device::cpu);
  const std::byte* start = bytes.data.get() + begin;
  if (dtype == DType::boolean) check_bools(start, size, what);
  const size_t alignment = static_cast<size_t>(item_size(dtype));
  if (reinterpret_cast<uintptr_t>(start) % alignment != 0) {
    Tensor copy = empty(shape, dtype, Device::cpu);
    std::memcpy(copy.storage().data(), start, size);
    return copy;
  }
  const StoragePtr storage(new Storage(size, std::make_unique<BorrowedBytes>(bytes, begin)));
  return {storage, shape, contiguous_strides(shape), 0, dtype};
}

}  // namespace llmsys
