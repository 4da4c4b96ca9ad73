// Launches, streams and events, as a kernel file sees them.
#include <vector>

#include "framework/base/error.h"
#include "framework/device/cuda_api.h"
#include "framework/device/device.h"
#include "framework/device/kernel.h"
#include "framework/device/memory.h"
#include "framework/testing/errors.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::contains;
using testing::message_of;

namespace {

// One thread per element. grid (ceil_div(n, 256)), block (256), no shared memory.
template <class T>
__global__ void saxpy_kernel(T* y, const T* x, T a, int n) {
  const int i = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
  if (i < n) y[i] += a * x[i];
}

// One block: x in reverse, by way of n elements of dynamic shared memory.
__global__ void reverse_kernel(float* x, int n) {
  auto* copy = dynamic_shared<float>();
  for (unsigned i = threadIdx.x; i < static_cast<unsigned>(n); i += blockDim.x) copy[i] = x[i];
  __syncthreads();
  for (unsigned i = threadIdx.x; i < static_cast<unsigned>(n); i += blockDim.x)
    x[i] = copy[static_cast<unsigned>(n) - 1 - i];
}

// One thread, which gives up.
__global__ void trap_kernel() { __trap(); }

/// Floats on the device, for one test.
class Floats {
 public:
  explicit Floats(const std::vector<float>& values)
      : size_(values.size()), data_(static_cast<float*>(device_allocate(4 * size_, DeviceMemory::device_only))) {
    device_copy(data_, values.data(), 4 * size_);
  }
  ~Floats() { device_free(data_); }
  Floats(const Floats&) = delete;
  Floats& operator=(const Floats&) = delete;
  [[nodiscard]] float* data() const { return data_; }
  [[nodiscard]] std::vector<float> values() const {
    std::vector<float> out(size_);
    device_copy(out.data(), data_, 4 * size_);
    return out;
  }

 private:
  size_t size_;
  float* data_;
};

std::vector<float> counted(int n) {
  std::vector<float> out;
  for (int i = 0; i < n; ++i) out.push_back(static_cast<float>(i));
  return out;
}

}  // namespace

TEST_CASE("cuda is there, and says what it is") {
  std::string why;
  REQUIRE(cuda_available(&why));
  CHECK(why.empty());
  const DeviceInfo info = cuda_info();
  CHECK(info.emulated == detail::kEmulated);
  CHECK_FALSE(info.name.empty());
  CHECK(info.compute_capability >= 75);
  CHECK(info.memory_bytes > 0);
}

TEST_CASE("a launch converts its arguments and covers sizes that are no multiple of a block") {
  const Floats x(counted(1000)), y(std::vector<float>(1000, 1));
  launch<saxpy_kernel<float>>({.grid = ceil_div(1000, 256), .block = 256}, y.data(), x.data(), 2, 1000L);
  const std::vector<float> got = y.values();
  for (int i = 0; i < 1000; ++i) REQUIRE(got[static_cast<size_t>(i)] == 1 + 2 * static_cast<float>(i));
}

TEST_CASE("dynamic shared memory is as large as asked for, also beyond 48 KiB") {
  const int n = 15000;  // 60 kB
  const Floats x(counted(n));
  launch<reverse_kernel>({.grid = 1, .block = 64, .shared_bytes = 4 * size_t{15000}}, x.data(), n);
  CHECK(x.values().front() == 14999);
  CHECK(x.values().back() == 0);
}

TEST_CASE("a launch that cannot be is an error that names the kernel, the sizes and what is allowed") {
  const Floats x(counted(4));
  const std::string message =
      message_of([&] { launch<saxpy_kernel<float>>({.grid = 2, .block = 2048}, x.data(), x.data(), 1, 4); });
  CHECK(contains(message, "[saxpy_kernel<float>] grid (2,1,1), block (2048,1,1), 0 bytes of shared memory: "));
  CHECK(contains(message, "cudaErrorInvalidConfiguration"));
  CHECK(contains(message, "a block takes 1 to 1024 threads"));
  CHECK_THROWS_AS(launch<reverse_kernel>({.grid = 0}, x.data(), 4), DeviceError);
  CHECK_THROWS_AS(launch<reverse_kernel>({.shared_bytes = size_t{1} << 20}, x.data(), 4), DeviceError);
  launch<saxpy_kernel<float>>({.grid = 1, .block = 4}, x.data(), x.data(), 1, 4);  // nothing is left of it
  CHECK(x.values() == std::vector<float>{0, 2, 4, 6});
}

TEST_CASE("what a kernel does wrong is told where the host next meets it, and stays") {
  const std::string message = message_of([&] {
    launch<trap_kernel>({});
    cuda_synchronize();
  });
  CHECK(contains(message, "trap_kernel"));
  CHECK_THROWS_AS(cuda_synchronize(), DeviceError);
  CHECK_THROWS_AS(device_allocate(4, DeviceMemory::device_only), DeviceError);
  CHECK_THROWS_AS(launch<trap_kernel>({}), DeviceError);
  REQUIRE(cudaDeviceReset() == cudaSuccess);
  cuda_synchronize();
}

TEST_CASE("memory that there is not is an OutOfMemory with the bytes asked for") {
  CHECK(
      contains(message_of([] { device_allocate(size_t{1} << 50, DeviceMemory::managed); }), "1125899906842624 bytes"));
  CHECK_THROWS_AS(device_allocate(size_t{1} << 50, DeviceMemory::device_only), OutOfMemory);
  cuda_synchronize();
}

TEST_CASE("the host reads and writes managed memory") {
  auto* x = static_cast<float*>(device_allocate(16, DeviceMemory::managed));
  device_fill(x, 0, 16);
  x[3] = 5;
  launch<saxpy_kernel<float>>({.grid = 1, .block = 4}, x, x, 1, 4);
  cuda_synchronize();
  CHECK(x[3] == 10);
  device_free(x);
}

TEST_CASE("a stream waits for the mark of another") {
  const Floats x(counted(4)), y(counted(4));
  const OwnedStream first, second;
  Event done;
  launch<saxpy_kernel<float>>({.grid = 1, .block = 4, .stream = first}, y.data(), x.data(), 1, 4);
  done.record(first);
  done.wait(second);
  launch<saxpy_kernel<float>>({.grid = 1, .block = 4, .stream = second}, y.data(), y.data(), 1, 4);
  second.get().synchronize();
  done.synchronize();
  CHECK(y.values() == std::vector<float>{0, 4, 8, 12});
}

TEST_CASE("on a GPU events take the time of what is between them") {
  if (cuda_info().emulated) LLMSYS_SKIP("the emulator has no clock");
  constexpr int kElements = 1 << 24;
  const Floats x(std::vector<float>(kElements, 1)), y(std::vector<float>(kElements, 1));
  const auto milliseconds_of = [&](int times) {
    Event begin, end;
    begin.record({});
    for (int i = 0; i < times; ++i)
      launch<saxpy_kernel<float>>({.grid = kElements / 256, .block = 256}, y.data(), x.data(), 1, kElements);
    end.record({});
    return begin.milliseconds_until(end);  // without a wait before it
  };
  milliseconds_of(1);  // the first launch loads the code
  const float once = milliseconds_of(1), often = milliseconds_of(20);
  CHECK(once > 0);
  CHECK(often > 5 * once);
}

TEST_CASE("the emulator has no clock") {
  if (!cuda_info().emulated) LLMSYS_SKIP("a GPU has one");
  Event begin, end;
  begin.record({});
  end.record({});
  CHECK_THROWS_AS(begin.milliseconds_until(end), DeviceError);
}
