// Lab 02, tasks 2.5 and 2.6: what pipelines and rooflines give that are wrong in one way.
#include <algorithm>
#include <cmath>
#include <limits>

#include "autograder/02_gpu_kernels/diagnoses.h"
#include "autograder/02_gpu_kernels/reference/kernels.h"
#include "autograder/02_gpu_kernels/reference/roofline.h"
#include "framework/base/error.h"

namespace llmsys::lab02 {
namespace {

// x^2 + 1 where done(i), NaN elsewhere.
Values processed(const Values& in, const std::function<bool(int64_t i, int64_t n, int64_t chunk)>& done) {
  const Tensor& x = in["x"].tensor();
  std::vector<double> y = reference::elements(x);
  for (int64_t i = 0; i < x.numel(); ++i) {
    double& value = y[static_cast<size_t>(i)];
    value = done(i, x.numel(), in["chunk"].integer()) ? value * value + 1 : std::numeric_limits<double>::quiet_NaN();
  }
  return {{"y", reference::rounded(y, x.shape(), x.dtype())}};
}

std::vector<Diagnosis> of_pipelines() {
  return {{"2.5", "pipeline", "last_chunk_lost", "the last chunk, which is shorter, was not processed",
           "The last chunk is shorter",
           [](const Values& in) {
             return processed(in, [](int64_t i, int64_t n, int64_t chunk) { return i < n / chunk * chunk; });
           }},
          {"2.5", "pipeline", "begin_forgotten", "every chunk was read from the beginning of x: add `begin`",
           "x + begin and y + begin", [](const Values& in) -> Values {
             const Tensor& x = in["x"].tensor();
             const std::vector<double> from = reference::elements(x);
             std::vector<double> y;
             for (size_t i = 0; i < from.size(); ++i) {
               const double value = from[i % static_cast<size_t>(in["chunk"].integer())];
               y.push_back(value * value + 1);
             }
             return {{"y", reference::rounded(y, x.shape(), x.dtype())}};
           }}};
}

Diagnosis wrong_work(const std::string& name, const std::string& cause, const std::string& handout,
                     const std::function<double(const Values& in, double flops)>& flops,
                     const std::function<double(const Values& in, double bytes)>& bytes) {
  return {"2.6", "work", name, cause, handout, [flops, bytes](const Values& in) -> Values {
            const Values right = reference::work(in);
            return {{"flops", flops(in, right["flops"].number())}, {"bytes", bytes(in, right["bytes"].number())}};
          }};
}

double same(const Values&, double value) { return value; }

bool is_product(const Values& in) { return in["op"].bytes().find("matmul") != std::string::npos; }

std::vector<Diagnosis> of_work() {
  return {wrong_work(
              "one_flop", "a multiplication and an addition are two FLOPs", "two FLOPs for each k",
              [](const Values& in, double flops) { return is_product(in) ? flops / 2 : flops; }, same),
          wrong_work("size_forgotten", "these are elements; multiply by their size", "bytes are elements times size",
                     same, [](const Values& in, double bytes) { return bytes / double(in["size"].integer()); }),
          wrong_work("write_forgotten", "what is written crosses, too", "writes count like reads", same,
                     [](const Values& in, double bytes) {
                       const std::string op = in["op"].bytes();
                       const auto of = [&in](const char* name) { return double(in[name].integer()); };
                       const double written = is_product(in)     ? of("M") * of("N")
                                              : op == "row_sums" ? of("R")
                                                                 : of("R") * of("C");
                       return bytes - written * of("size");
                     })};
}

Diagnosis wrong_roof(const std::string& name, const std::string& cause, const std::string& handout,
                     const std::string& changed,
                     const std::function<Value(const Values& in, const Values& right)>& wrong) {
  return {"2.6", "roofline", name, cause, handout, [changed, wrong](const Values& in) -> Values {
            Values out = reference::roofline(in);
            out.set(changed, wrong(in, out));
            return out;
          }};
}

std::vector<Diagnosis> of_roofs() {
  return {wrong_roof("no_ceiling", "that is the slope; above the ridge the roof is flat: FLOPs a second at most",
                     "the roof is flat beyond the ridge", "attainable",
                     [](const Values& in, const Values& right) {
                       return right["intensity"].number() * in["bytes_per_second"].number();
                     }),
          wrong_roof("seconds_added", "moving and computing overlap: the longer of the two counts, not their sum",
                     "the longer of the two", "seconds",
                     [](const Values& in, const Values&) {
                       return in["flops"].number() / in["flops_per_second"].number() +
                              in["bytes"].number() / in["bytes_per_second"].number();
                     }),
          wrong_roof("bounds_exchanged", "below the ridge a kernel waits for bytes: it is bound by memory",
                     "below the ridge a kernel waits for bytes", "bound",
                     [](const Values&, const Values& right) {
                       return right["bound"].bytes() == "memory" ? "compute" : "memory";
                     }),
          wrong_roof("ridge_inverted", "the ridge is in FLOPs a byte: the peak divided by the bandwidth",
                     "peak divided by bandwidth", "ridge",
                     [](const Values&, const Values& right) { return 1 / right["ridge"].number(); })};
}

Diagnosis wrong_tile(const std::string& name, const std::string& cause, const std::string& handout,
                     const std::function<double(double ridge, double size)>& wrong) {
  return {"2.6", "least_tile", name, cause, handout, [wrong](const Values& in) -> Values {
            const double ridge = in["flops_per_second"].number() / in["bytes_per_second"].number();
            return {{"tile", static_cast<int64_t>(wrong(ridge, double(in["size"].integer())))}};
          }};
}

std::vector<Diagnosis> of_tiles() {
  return {wrong_tile("rounded_down", "that tile is a little too small: round up", "a tile too small by one",
                     [](double ridge, double size) { return std::floor(ridge * size); }),
          wrong_tile("elements_only", "the intensity is in FLOPs a byte, not an element: T / size",
                     "T divided by the size of an element", [](double ridge, double) { return std::ceil(ridge); })};
}

}  // namespace

std::vector<Diagnosis> stream_and_roofline_diagnoses() {
  std::vector<Diagnosis> all = of_pipelines();
  for (const auto& some : {of_work(), of_roofs(), of_tiles()}) all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace llmsys::lab02
