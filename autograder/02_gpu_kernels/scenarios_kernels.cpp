// Lab 02, tasks 2.1 to 2.4: what the judge can ask of the kernels.
#include <cmath>

#include "autograder/02_gpu_kernels/device_tensor.h"
#include "autograder/02_gpu_kernels/in_stream.h"
#include "autograder/02_gpu_kernels/scenarios.h"
#include "autograder/02_gpu_kernels/traced_scenario.h"
#include "framework/simt/launch.h"
#include "framework/tensor/probe.h"
#include "labs/02_gpu_kernels/copy.h"
#include "labs/02_gpu_kernels/matmul.h"
#include "labs/02_gpu_kernels/reduce.h"
#include "labs/02_gpu_kernels/transpose.h"

namespace llmsys::lab02 {
namespace {

constexpr int64_t kBehind = 8;  // elements behind y that no kernel may touch

int size_of(const Tensor& x, int64_t dim) { return static_cast<int>(x.size(dim)); }

int64_t number_in(const Values& in, const char* name) { return in.find(name) == nullptr ? 0 : in[name].integer(); }

template <class T>
void copy_with(const std::string& kernel, T* y, const T* x, int64_t n, Stream stream) {
  if (kernel == "blocked") return copy_blocked(y, x, n, stream);
  if (kernel == "coalesced") return copy_coalesced(y, x, n, stream);
  LLMSYS_CHECK(ValueError, kernel == "vectorized", "no copy is named ", kernel);
  copy_vectorized(y, x, n, stream);
}

Values run_copy(const Values& in) {
  const Tensor& x = in["x"].tensor();  // (n)
  DeviceTensor from(x, number_in(in, "x_offset"));
  DeviceTensor to(x.shape(), x.dtype(), number_in(in, "y_offset"), kBehind);
  in_stream(in, {&to}, [&](Stream stream) {
    with_kernel_type(x.dtype(), [&]<class T>(T*) {
      copy_with(in["kernel"].bytes(), to.data<T>(), static_cast<const T*>(from.data<T>()), x.numel(), stream);
    });
  });
  return {{"y", to.download()}, {"beside", to.untouched_beside()}};
}

Values run_transpose(const Values& in) {
  const Tensor& x = in["x"].tensor();  // (R,C)
  DeviceTensor from(x), to({x.size(1), x.size(0)}, x.dtype());
  in_stream(in, {&to}, [&](Stream stream) {
    with_kernel_type(x.dtype(), [&]<class T>(T*) {
      const bool naive = in.find("naive") != nullptr;
      (naive ? transpose_naive<T> : transpose<T>)(to.data<T>(), from.data<T>(), size_of(x, 0), size_of(x, 1), stream);
    });
  });
  return {{"y", to.download()}};
}

Values run_warp_sums(const Values& in) {
  const Tensor& x = in["x"].tensor();  // (32 * warps)
  DeviceTensor from(x), to(x.shape(), x.dtype());
  warp_sums(to.data<float>(), from.data<float>(), size_of(x, 0) / 32, Stream());
  cuda_synchronize();
  return {{"y", to.download()}};
}

Values run_block_sums(const Values& in) {
  const Tensor& x = in["x"].tensor();  // (blocks,threads)
  DeviceTensor from(x), to({x.size(0)}, x.dtype());
  block_sums(to.data<float>(), from.data<float>(), size_of(x, 0), size_of(x, 1), Stream());
  cuda_synchronize();
  return {{"y", to.download()}};
}

Values run_row_sums(const Values& in) {
  const Tensor& x = in["x"].tensor();  // (R,C)
  DeviceTensor from(x), to({x.size(0)}, x.dtype());
  in_stream(in, {&to}, [&](Stream stream) {
    with_kernel_type(x.dtype(), [&]<class T>(T*) {
      row_sums(to.data<T>(), static_cast<const T*>(from.data<T>()), size_of(x, 0), size_of(x, 1), stream);
    });
  });
  return {{"y", to.download()}};
}

// Blocks, warps and lanes in the order that a seed says, as long as it lives.
class Order {
 public:
  explicit Order(int64_t seed) : before_(simt::executor_options()) {
    simt::ExecutorOptions mine = before_;
    mine.order = static_cast<uint64_t>(seed);
    simt::set_executor_options(mine);
  }
  ~Order() { simt::set_executor_options(before_); }
  Order(const Order&) = delete;
  Order& operator=(const Order&) = delete;

 private:
  simt::ExecutorOptions before_;
};

// What the partial sums add up to, however many blocks made them: those that nobody wrote are NaN.
Tensor total_of(const Tensor& partials) {
  double total = 0;
  for (int64_t i = 0; i < partials.numel(); ++i)
    if (const auto partial = static_cast<double>(partials.at<float>(i)); !std::isnan(partial)) total += partial;
  return raw::to(full({1}, total, DType::f64), DType::f32);
}

Values run_sum(const Values& in) {
  const Order order(number_in(in, "order"));
  const Tensor& x = in["x"].tensor();  // (n)
  DeviceTensor from(x), to({1}, x.dtype()), partials({kMaxPartials}, DType::f32);
  in_stream(in, {&to, &partials}, [&](Stream stream) {
    with_kernel_type(x.dtype(), [&]<class T>(T*) {
      sum(to.data<T>(), partials.data<float>(), static_cast<const T*>(from.data<T>()), x.numel(), stream);
    });
  });
  probe("what the partial sums add up to", total_of(partials.download()));
  return {{"y", to.download()}};
}

// The rows of x, `gap` elements of NaN behind each but the last.
DeviceTensor spaced(const Tensor& x, int64_t gap) {
  if (gap == 0 || x.numel() == 0) return DeviceTensor(x);
  Tensor wide = full({x.size(0), x.size(1) + gap}, std::numeric_limits<double>::quiet_NaN(), x.dtype());
  Tensor rows = raw::slice(wide, 1, 0, x.size(1));
  raw::copy_(rows, x);
  return DeviceTensor(raw::slice(raw::reshape(wide, {-1}), 0, 0, wide.numel() - gap));
}

Values run_matmul(const Values& in) {
  const Tensor &a = in["a"].tensor(), &b = in["b"].tensor();  // (M,K), (K,N)
  const int64_t a_gap = number_in(in, "a_gap"), b_gap = number_in(in, "b_gap");
  DeviceTensor left = spaced(a, a_gap), right = spaced(b, b_gap), c({a.size(0), b.size(1)}, a.dtype());
  const int M = size_of(a, 0), N = size_of(b, 1), K = size_of(a, 1);
  in_stream(in, {&c}, [&](Stream stream) {
    with_kernel_type(a.dtype(), [&]<class T>(T*) {
      const bool naive = in.find("naive") != nullptr;
      (naive ? matmul_naive<T> : matmul<T>)(c.data<T>(), left.data<T>(), right.data<T>(), M, N, K, K + int(a_gap),
                                            N + int(b_gap), stream);
    });
  });
  return {{"c", c.download()}};
}

}  // namespace

void add_kernel_scenarios(ScenarioTable& table) {
  add_traced(table, "copy", run_copy);
  add_traced(table, "transpose", run_transpose);
  add_traced(table, "warp_sums", run_warp_sums);
  add_traced(table, "block_sums", run_block_sums);
  add_traced(table, "row_sums", run_row_sums);
  add_traced(table, "sum", run_sum);
  add_traced(table, "matmul", run_matmul);
}

}  // namespace llmsys::lab02
