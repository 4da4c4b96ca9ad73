// Lab 02, task 2.0: predictions that are wrong in one way.
#include <algorithm>

#include "autograder/02_gpu_kernels/diagnoses.h"
#include "labs/02_gpu_kernels/predictions.h"

namespace llmsys::lab02 {
namespace {

using Formula = std::function<int64_t(const std::function<int64_t(const char*)>& of)>;

Diagnosis prediction(const std::string& scenario, const std::string& answer, const std::string& name,
                     const std::string& cause, const std::string& handout, const Formula& wrong) {
  const auto values = [answer, wrong](const Values& in) -> Values {
    return {{answer, wrong([&in](const char* size) { return in[size].integer(); })}};
  };
  return {"2.0", scenario, name, cause, handout, values};
}

std::vector<Diagnosis> of_patterns() {
  return {
      prediction("predict_sectors", "sectors", "one_a_lane", "that is a sector for each lane: true from stride 8 on",
                 "eight neighbours share a sector", [](const auto&) { return 32; }),
      prediction("predict_sectors", "sectors", "no_limit",
                 "a warp has 32 lanes, and no lane needs more than one sector for 4 bytes",
                 "more than 32 sectors are impossible", [](const auto& of) { return 4 * of("stride"); }),
      prediction("predict_wavefronts", "wavefronts", "all_or_nothing",
                 "this knows only widths that are multiples of 32; at width 48, every second lane meets another one",
                 "16 lanes in each of two banks", [](const auto& of) { return of("width") % 32 == 0 ? 32 : 1; }),
      prediction("predict_wavefronts", "wavefronts", "width_itself",
                 "the distance between lanes is the width, but how many meet is what it shares with 32",
                 "what the width shares with 32", [](const auto& of) { return std::min<int64_t>(of("width"), 32); })};
}

std::vector<Diagnosis> of_traffic() {
  return {prediction("predict_matmul_bytes", "bytes", "naive",
                     "that is what matmul_naive loads; a tile's elements are loaded once for T threads",
                     "each element that is loaded serves T threads",
                     [](const auto& of) { return 8 * of("M") * of("N") * of("K"); }),
          prediction("predict_matmul_bytes", "bytes", "one_matrix", "only one of the two matrices is counted",
                     "a tile of A and a tile of B",
                     [](const auto& of) { return 4 * of("M") * of("N") * of("K") / of("T"); }),
          prediction("predict_matmul_bytes", "bytes", "elements", "these are elements, not bytes",
                     "elements are no bytes yet",
                     [](const auto& of) { return 2 * of("M") * of("N") * of("K") / of("T"); })};
}

// Resident blocks with some of the limits.
int64_t limited(const std::function<int64_t(const char*)>& of, bool blocks, bool registers, bool shared,
                int64_t reserved) {
  const Multiprocessor sm;
  int64_t out = sm.threads / of("threads");
  if (blocks) out = std::min(out, sm.blocks);
  if (registers) out = std::min(out, sm.registers / (of("threads") * of("registers")));
  if (shared) out = std::min(out, sm.shared_bytes / std::max<int64_t>(of("shared_bytes") + reserved, 1));
  return out;
}

std::vector<Diagnosis> of_occupancy() {
  return {prediction("predict_resident_blocks", "blocks", "registers_forgotten",
                     "registers are shared out, too: threads * registers for each block",
                     "threads times registers for each block",
                     [](const auto& of) { return limited(of, true, false, true, Multiprocessor().reserved_bytes); }),
          prediction("predict_resident_blocks", "blocks", "shared_forgotten",
                     "shared memory limits blocks, too: shared_bytes and what CUDA reserves for each",
                     "shared memory is a limit, too", [](const auto& of) { return limited(of, true, true, false, 0); }),
          prediction("predict_resident_blocks", "blocks", "reserve_forgotten",
                     "CUDA takes reserved_bytes of shared memory from each block itself", "takes 1 KiB of each block",
                     [](const auto& of) { return limited(of, true, true, true, 0); }),
          prediction("predict_resident_blocks", "blocks", "blocks_forgotten",
                     "however small blocks are, a multiprocessor holds 32 of them at most", "never more than 32 blocks",
                     [](const auto& of) { return limited(of, false, true, true, Multiprocessor().reserved_bytes); })};
}

}  // namespace

std::vector<Diagnosis> prediction_diagnoses() {
  std::vector<Diagnosis> all = of_patterns();
  for (const auto& some : {of_traffic(), of_occupancy()}) all.insert(all.end(), some.begin(), some.end());
  return all;
}

}  // namespace llmsys::lab02
