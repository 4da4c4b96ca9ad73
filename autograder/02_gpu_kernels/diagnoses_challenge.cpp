// Lab 02, tasks 2.7 and 2.8: what challenges give that are wrong in one way.
#include "autograder/02_gpu_kernels/diagnoses.h"
#include "autograder/02_gpu_kernels/reference/kernels.h"
#include "framework/tensor/factories.h"

namespace llmsys::lab02 {
namespace {

// The elements with stays(value, i), of one warp's worth: those of more come in any order.
Values kept(const Values& in, const std::function<bool(double value, int64_t i, int64_t n)>& stays) {
  const Tensor& x = in["x"].tensor();
  std::vector<double> y;
  int64_t i = 0;
  for (const double value : reference::elements(x))
    if (stays(value, i++, x.numel())) y.push_back(value);
  const auto count = static_cast<int64_t>(y.size());
  return {{"y", reference::rounded(y, {count}, DType::f32)}, {"count", count}};
}

}  // namespace

std::vector<Diagnosis> challenge_diagnoses() {
  return {{"2.7", "compact", "zeros_kept", "0 is not above 0; lanes beyond the end bring 0 too, and must keep nothing",
           "Zeros go",
           [](const Values& in) { return kept(in, [](double value, int64_t, int64_t) { return value >= 0; }); }},
          {"2.7", "compact", "tail_lost", "the elements behind the last multiple of 32 are missing",
           "Lanes beyond the end take part",
           [](const Values& in) {
             return kept(in, [](double value, int64_t i, int64_t n) { return value > 0 && i < n / 32 * 32; });
           }},
          {"2.8", "histogram", "not_cleared", "the result begins with what was in counts before: set it to 0 first",
           "counts holds anything at first", [](const Values& in) -> Values {
             std::vector<int64_t> counts = to_vector<int64_t>(reference::histogram(in["x"].tensor()));
             for (int64_t& count : counts) count -= 1;  // bytes of 255 were there: -1
             return {{"counts", from_vector(counts)}};
           }}};
}

}  // namespace llmsys::lab02
