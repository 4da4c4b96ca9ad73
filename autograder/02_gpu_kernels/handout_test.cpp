// Lab 02's handout says what the code says: the words that reports point at, its worked examples, its tables on paper.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "autograder/02_gpu_kernels/handout.h"
#include "autograder/02_gpu_kernels/pipeline_model.h"
#include "autograder/cli/stubs.h"
#include "autograder/judge/counters.h"
#include "autograder/judge/lab_test.h"
#include "autograder/manifest/manifest.h"
#include "framework/base/text.h"
#include "framework/simt/gpus.h"
#include "framework/testing/test.h"
#include "labs/02_gpu_kernels/predictions.h"
#include "labs/02_gpu_kernels/roofline.h"

using namespace llmsys;
using namespace llmsys::lab02;

namespace {

Processor a100(double flops) {
  return {.flops_per_second = flops, .bytes_per_second = simt::find_gpu("a100").bandwidth};
}

void says_work(const std::string& kernel, const Work& work) {
  const bool memory = bound(work, a100(simt::find_gpu("a100").fp32_flops)) == Bound::memory;
  const double flops_a_byte = intensity(work);
  says(text("| ", kernel, " | ", grouped(int64_t(work.flops)), " | ", grouped(int64_t(work.bytes)), " | ",
            flops_a_byte == 0 ? "0" : fixed(flops_a_byte, 2), " | ", memory ? "memory" : "compute", " |"));
}

void says_occupancy(const std::string& kernel, int64_t threads, int64_t shared) {
  const int64_t blocks = predict_resident_blocks({}, threads, 32, shared);
  says(text("| ", kernel, " | ", grouped(threads), " | ", grouped(shared), " | ", blocks, " | ",
            grouped(blocks * threads), " |"));
}

// Wavefronts of a warp that reads a column of bf16, rows of `row_bytes` bytes: the mean over 32 columns.
double bf16_wavefronts(int64_t row_bytes) {
  int64_t sum = 0;
  for (int64_t column = 0; column < 32; ++column) {
    std::array<std::set<int64_t>, 32> words;
    for (int64_t lane = 0; lane < 32; ++lane) {
      const int64_t word = (lane * row_bytes + 2 * column) / 4;
      words[static_cast<size_t>(word % 32)].insert(word);
    }
    size_t fullest = 0;
    for (const std::set<int64_t>& bank : words) fullest = std::max(fullest, bank.size());
    sum += static_cast<int64_t>(fullest);
  }
  return static_cast<double>(sum) / 32;
}

// Lines between markers of all of the lab's solutions, by task.
std::map<std::string, int> lines_by_task(const LabManifest& lab) {
  std::map<std::string, int> lines;
  for (const Task& task : lab.tasks) {
    if (task.file.empty()) continue;
    const std::string path = "/solutions/02_gpu_kernels/" + task.file;
    for (const MarkedRegion& region : marked_regions(testing::read_file(testing::source_root() + path), path))
      lines[region.task] += region.lines;
  }
  return lines;
}

}  // namespace

TEST_CASE("each diagnosis points at words that stand in the handout once", "[handout]") {
  for (const Diagnosis& diagnosis : lab_diagnoses()) {
    CAPTURE(diagnosis.task, diagnosis.name, diagnosis.handout);
    CHECK(occurrences(diagnosis.handout) == 1);
  }
}

TEST_CASE("the handout's points and lines are those of lab.json and of the solution", "[handout]") {
  const LabManifest lab = read_manifest(testing::source_root() + "/labs/02_gpu_kernels/lab.json");
  const std::map<std::string, int> lines = lines_by_task(lab);
  for (const Task& task : lab.tasks) {
    CAPTURE(task.id);
    if (task.file.empty()) continue;
    says(text("(", task.points(), " points, ", lines.at(task.id), " lines)"));
    if (task.id < "2.7") says(text("| ", task.points(), " | ", lines.at(task.id), " | "));
  }
  says(text("2.7, 2.8 challenges | 15 | ", lines.at("2.7") + lines.at("2.8")));
}

TEST_CASE("the handout's table of work is what the roofline functions give", "[handout]") {
  says_work("transpose, 4096 x 4096", transpose_work(4096, 4096, 4));
  says_work("row sums, 4096 x 4096", row_sums_work(4096, 4096, 4));
  says_work("matmul 4096, no tiles", tiled_matmul_work(4096, 4096, 4096, 1, 4));
  says_work("matmul 4096, tiles of 32", tiled_matmul_work(4096, 4096, 4096, 32, 4));
  says_work("matmul 4096, each element once", matmul_work(4096, 4096, 4096, 4));
  const simt::Gpu& gpu = simt::find_gpu("a100");
  says(text("the ridge is at ", fixed(ridge(a100(gpu.fp32_flops)), 2), " FLOPs a byte"));
  says(text("has T = ", least_tile(a100(gpu.fp32_flops), 4)));
  says(text("it is T = ", least_tile(a100(gpu.bf16_flops), 2)));
}

TEST_CASE("the handout's occupancy is what the prediction says", "[handout]") {
  says_occupancy("`transpose_kernel`, float", 256, 32 * 33 * 4);
  says_occupancy("`matmul_kernel`", 1024, 2 * 32 * 32 * 4);
  says_occupancy("`sum_kernel`", 256, 32 * 4);
}

TEST_CASE("the handout's half a word of padding", "[handout]") {
  says("the emulator counts " + fixed(bf16_wavefronts(2 * 33), 2) + " wavefronts");
  CHECK(bf16_wavefronts(2 * 34) == 1);
}

TEST_CASE("the handout's curve of points", "[handout]") {
  constexpr CounterGoal kWavefronts{.best = 1.001, .worst = 32};
  CHECK(share_of_points(1, kWavefronts) == 1);
  CHECK(share_of_points(2, kWavefronts) == Approx(0.8).margin(1e-3));
  CHECK(share_of_points(32, kWavefronts) == 0);
  says("2 wavefronts instead of 1 cost a fifth of them, 32 cost all");
}

TEST_CASE("the handout's eight lanes", "[handout]") {
  std::array<int, 8> values{0, 1, 2, 3, 4, 5, 6, 7};
  for (size_t distance = 4; distance > 0; distance /= 2) {
    const std::array<int, 8> old = values;
    std::string row = text("^ ", distance, "      ");
    for (size_t lane = 0; lane < values.size(); ++lane) {
      values[lane] = old[lane] + old[lane ^ distance];
      const std::string number = std::to_string(values[lane]);
      row += std::string(4 - number.size(), ' ') + number;
    }
    says(row);
  }
}

TEST_CASE("the handout's schedules", "[handout]") {
  const auto end = [](const std::vector<ChunkTimes>& times) { return times.back().out + 1; };
  says(text("follow each other and take ", end(serial_times(5)), " units of time"));
  says(text("i + 2 copied in: ", end(pipelined_times(5)), " units"));
  for (const int64_t chunks : {1, 2, 3, 10, 100}) CHECK(end(pipelined_times(chunks)) == chunks + 2);
}
