// The figures of lab 04's handout, drawn by the solution. After a wanted change, draw them again and look at them:
//   LLMSYS_UPDATE_GOLDEN=1 build/cpu/labs/04_transformer/lab04_handout_test [figures]
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "autograder/04_transformer/published.h"
#include "framework/plot/plot.h"
#include "framework/testing/document.h"
#include "labs/04_transformer/accounting.h"
#include "labs/04_transformer/rope.h"

using namespace llmsys;
using namespace llmsys::lab04;

namespace {

void check_figure(const std::string& name, const std::string& svg) {
  const std::string path = llmsys::testing::source_root() + "/labs/04_transformer/figures/" + name + ".svg";
  if (std::getenv("LLMSYS_UPDATE_GOLDEN") != nullptr) llmsys::testing::write_file(path, svg);
  CHECK(svg == llmsys::testing::read_file(path));
}

// The part of a training step's FLOPs that attention's products take, for texts of these lengths.
std::vector<double> attention_shares(const ModelConfig& config, const std::vector<double>& lengths) {
  const double weights = training_flops_per_token(config, 0);
  std::vector<double> shares;
  for (const double T : lengths)
    shares.push_back(1 - weights / training_flops_per_token(config, static_cast<int64_t>(T)));
  return shares;
}

}  // namespace

TEST_CASE("figure: the clocks of rotary positions", "[figures]") {
  constexpr int64_t kTokens = 64;
  const RopeTable table = rope_table(0, kTokens, 16, 10000, DType::f64);  // (T,8)
  std::vector<double> positions;
  for (int64_t t = 0; t < kTokens; ++t) positions.push_back(static_cast<double>(t));
  Plot plot("Rotary positions: the cosine of each pair's angle");
  plot.size(720, 380).x_axis({.label = "position"}).y_axis({.label = "cos"});
  for (const int64_t pair : {0, 1, 2, 4}) {
    std::vector<double> cosines;
    for (int64_t t = 0; t < kTokens; ++t) cosines.push_back(table.cos.at<double>(t, pair));
    plot.line("pair " + std::to_string(pair), positions, cosines);
  }
  check_figure("clocks", plot.svg());
}

TEST_CASE("figure: attention's share of a training step", "[figures]") {
  std::vector<double> lengths;
  for (int power = 7; power <= 17; ++power)
    for (const double part : {1.0, 1.5}) lengths.push_back(std::round(std::ldexp(part, power)));
  const Plot plot = Plot("Attention's share of a training step's FLOPs")
                        .size(720, 380)
                        .x_axis({.label = "tokens of a text", .scale = AxisScale::logarithmic})
                        .y_axis({.label = "share"})
                        .line("SmolLM2-135M", lengths, attention_shares(smollm2_135m(), lengths))
                        .line("GPT-2 small", lengths, attention_shares(gpt2_small(), lengths))
                        .line("Llama-2-7B", lengths, attention_shares(llama2_7b(), lengths));
  check_figure("attention_share", plot.svg());
}
