// Lab 03's handout says what the code says: the words that reports point at, its worked examples, its tables on paper.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>
#include <string>

#include "autograder/03_gpu_fusion/handout.h"
#include "autograder/cli/stubs.h"
#include "autograder/judge/lab_test.h"
#include "autograder/manifest/manifest.h"
#include "framework/base/text.h"
#include "framework/simt/gpus.h"
#include "framework/testing/test.h"
#include "labs/02_gpu_kernels/predictions.h"
#include "labs/03_gpu_fusion/matmul_register.h"
#include "labs/03_gpu_fusion/predictions.h"

using namespace llmsys;
using namespace llmsys::lab03;

namespace {

// Lines between markers of all of the lab's solutions, by task.
std::map<std::string, int> lines_by_task(const LabManifest& lab) {
  std::map<std::string, int> lines;
  for (const Task& task : lab.tasks) {
    if (task.file.empty()) continue;
    const std::string path = "/solutions/03_gpu_fusion/" + task.file;
    for (const MarkedRegion& region : marked_regions(testing::read_file(testing::source_root() + path), path))
      lines[region.task] += region.lines;
  }
  return lines;
}

void says_occupancy(int64_t tile, int64_t registers) {
  constexpr int64_t kThreads = 256, kShared = (kTileM + 2 + kTileN) * kTileK * int64_t{sizeof(float)};
  const int64_t blocks = lab02::predict_resident_blocks({}, kThreads, registers, kShared);
  says(text("| ", tile, " x ", tile, " | ", fixed(predict_loads_per_fma(tile), 2), " | ", registers, " | ", blocks,
            " | ", grouped(blocks * kThreads), " |"));
}

// Wavefronts of the first warp's store of A's tile, rows of `pitch` words: thread i stores k = i % 16 of row i / 16.
int64_t transposing_wavefronts(int64_t pitch) {
  std::array<std::set<int64_t>, 32> words;
  for (int64_t lane = 0; lane < 32; ++lane) {
    const int64_t word = lane % kTileK * pitch + lane / kTileK;
    words[static_cast<size_t>(word % 32)].insert(word);
  }
  size_t fullest = 0;
  for (const std::set<int64_t>& bank : words) fullest = std::max(fullest, bank.size());
  return static_cast<int64_t>(fullest);
}

}  // namespace

TEST_CASE("each diagnosis points at words that stand in the handout once", "[handout]") {
  for (const Diagnosis& diagnosis : lab_diagnoses()) {
    CAPTURE(diagnosis.task, diagnosis.name, diagnosis.handout);
    CHECK(occurrences(diagnosis.handout) == 1);
  }
}

TEST_CASE("the handout's points and lines are those of lab.json and of the solution", "[handout]") {
  const LabManifest lab = read_manifest(testing::source_root() + "/labs/03_gpu_fusion/lab.json");
  const std::map<std::string, int> lines = lines_by_task(lab);
  for (const Task& task : lab.tasks) {
    CAPTURE(task.id);
    if (task.file.empty()) continue;
    says(text("(", task.points(), " points, ", lines.at(task.id), " lines)"));
    if (task.id < "3.6") says(text("| ", task.points(), " | ", lines.at(task.id), " | "));
  }
  says(text("3.6, 3.7 challenges | 12 | ", lines.at("3.6") + lines.at("3.7")));
  says(text("(", lab.find("3.all")->points(), " points)"));
}

TEST_CASE("the handout's table of registers", "[handout]") {
  says_occupancy(1, 32);
  says_occupancy(4, 64);
  says_occupancy(8, 128);
}

TEST_CASE("the handout's padding of A's tile", "[handout]") {
  says(text("| `a_tile[16][64]` | ", transposing_wavefronts(64), " |"));
  says(text("| `a_tile[16][65]` | ", transposing_wavefronts(65), " |"));
  says(text("| `a_tile[16][66]` | ", transposing_wavefronts(66), " |"));
}

TEST_CASE("the handout's rates of an A100", "[handout]") {
  const simt::Gpu& gpu = simt::find_gpu("a100");
  says(text(fixed(gpu.fp32_flops / 1e12, 1), " TFLOP/s without tensor cores and ", fixed(gpu.bf16_flops / 1e12, 0),
            " with them"));
}

TEST_CASE("the handout's variance of a row far from 0", "[handout]") {
  const std::array<float, 3> x{4096, 4097, 4098};
  float sum = 0, squares = 0, centred = 0;
  for (const float value : x) sum += value, squares += value * value;
  const float mean = sum / 3;
  for (const float value : x) centred += (value - mean) * (value - mean);
  says(text("the mean is ", mean));
  says(text("E[x²] - mean² gives ", fixed(squares / 3 - mean * mean, 4)));
  says(text("the mean of (x - mean)² gives ", fixed(centred / 3, 4)));
}

TEST_CASE("the handout's softmax by hand", "[handout]") {
  const std::array<double, 3> x{0, std::log(2), std::log(3)};
  double sum = 0;
  for (const double value : x) sum += std::exp(value - x[2]);
  says(text("their sum is ", fixed(sum, 0)));
  for (const double value : x) says(fixed(std::exp(value - x[2]) / sum, 4));
  CHECK(std::isfinite(std::exp(88.0F)));
  CHECK(std::isinf(std::exp(89.0F)));  // as the handout says
}

TEST_CASE("the handout's tensor core instructions", "[handout]") {
  says(text("takes ", predict_mma_instructions(65, 64, 17), " instructions"));
  says(text("For 4096 x 4096 x 4096 it is ", grouped(predict_mma_instructions(4096, 4096, 4096))));
}
