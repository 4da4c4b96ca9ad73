// The figures of lab 05's handout, drawn by the solution. After a wanted change, draw them again and look at them:
//   LLMSYS_UPDATE_GOLDEN=1 build/cpu/labs/05_tokenizer/lab05_handout_test [figures]
#include <cstdio>
#include <cstdlib>

#include "autograder/05_tokenizer/handout.h"
#include "framework/data/text_file.h"
#include "framework/plot/plot.h"
#include "framework/plot/svg.h"
#include "framework/testing/test.h"
#include "labs/05_tokenizer/tokenizer.h"

using namespace llmsys;
using namespace llmsys::lab05;

namespace {

constexpr std::string_view kInk = "#1f2933", kMuted = "#52606d", kFrame = "#9aa5b1", kBlue = "#0072b2";

void check_figure(const std::string& name, const std::string& svg) {
  const std::string path = llmsys::testing::source_root() + "/labs/05_tokenizer/figures/" + name + ".svg";
  if (std::getenv("LLMSYS_UPDATE_GOLDEN") != nullptr) llmsys::testing::write_file(path, svg);
  CHECK(svg == llmsys::testing::read_file(path));
}

// A token in the tree: where it is drawn.
struct Node {
  double x, y;
  std::string bytes;
};

void draw_node(SvgWriter& svg, const Node& node, bool left_over) {
  const double width = 22 + 11 * static_cast<double>(node.bytes.size());
  svg.element("rect", {{"x", node.x - width / 2},
                       {"y", node.y - 17},
                       {"width", width},
                       {"height", 34},
                       {"rx", 7},
                       {"fill", left_over ? "#e3f0fa" : "#f4f7fa"},
                       {"stroke", left_over ? kBlue : kFrame}});
  svg.text_element("text",
                   {{"x", node.x}, {"y", node.y + 6}, {"text-anchor", "middle"}, {"font-size", 17}, {"fill", kInk}},
                   node.bytes);
}

void draw_branches(SvgWriter& svg, const Node& parent, const Node& left, const Node& right, int64_t rank) {
  for (const Node* child : {&left, &right})
    svg.element("path", {{"d", "M " + svg_number(parent.x) + " " + svg_number(parent.y + 17) + " L " +
                                   svg_number(child->x) + " " + svg_number(child->y - 17)},
                         {"stroke", kMuted},
                         {"stroke-width", 1.5}});
  const double side = parent.x - 15 - 5.5 * static_cast<double>(parent.bytes.size());
  svg.text_element("text",
                   {{"x", side}, {"y", parent.y + 4}, {"text-anchor", "end"}, {"font-size", 12}, {"fill", kBlue}},
                   "merge " + std::to_string(rank));
}

// Bytes at the bottom, and a row higher for each merge.
std::string merge_tree(const BpeVocabulary& vocabulary, const std::string& piece) {
  const std::vector<EncodingStep> steps = encoding_steps(vocabulary, piece);
  const double row = 64, bottom = 96 + row * static_cast<double>(steps.size());
  const double width = 60 + 95 * static_cast<double>(piece.size());
  SvgWriter svg(width, bottom + 40, "The merges of " + piece,
                "Bytes at the bottom; each merge joins two neighbours, the lowest rank first.");
  svg.element("rect", {{"width", width}, {"height", bottom + 40}, {"rx", 8}, {"fill", "#ffffff"}});
  svg.text_element("text", {{"x", 24}, {"y", 34}, {"font-size", 17}, {"font-weight", "600"}, {"fill", kInk}},
                   "\"" + piece + "\", from its bytes up");
  std::vector<Node> row_of_nodes, drawn;
  for (size_t i = 0; i < piece.size(); ++i)
    row_of_nodes.push_back({75 + 95 * static_cast<double>(i), bottom, piece.substr(i, 1)});
  double y = bottom;
  for (const EncodingStep& step : steps) {
    y -= row;
    const Node left = row_of_nodes[step.place], right = row_of_nodes[step.place + 1];
    const Node parent{(left.x + right.x) / 2, y, vocabulary.tokens[static_cast<size_t>(step.id)]};
    draw_branches(svg, parent, left, right, step.rank);
    drawn.insert(drawn.end(), {left, right});
    row_of_nodes[step.place] = parent;
    row_of_nodes.erase(row_of_nodes.begin() + static_cast<std::ptrdiff_t>(step.place) + 1);
  }
  for (const Node& node : drawn) draw_node(svg, node, false);
  for (const Node& node : row_of_nodes) draw_node(svg, node, true);
  return svg.finish();
}

// "4,096"
std::string grouped(size_t value) {
  std::string digits = std::to_string(value);
  if (digits.size() > 3) digits.insert(digits.size() - 3, ",");
  return digits;
}

// Bytes for each token of a text, with the first so many tokens of a vocabulary.
double bytes_a_token(const BpeVocabulary& all, size_t size, std::string_view words) {
  BpeVocabulary vocabulary;
  vocabulary.tokens.assign(all.tokens.begin(), all.tokens.begin() + static_cast<std::ptrdiff_t>(size));
  vocabulary.merges.assign(all.merges.begin(), all.merges.begin() + static_cast<std::ptrdiff_t>(size) - 256);
  return static_cast<double>(words.size()) / static_cast<double>(Tokenizer(vocabulary).encode(words).size());
}

}  // namespace

TEST_CASE("figure: the merges of lowest", "[figures]") {
  check_figure("merge_tree", merge_tree(handout_vocabulary(), "lowest"));
}

TEST_CASE("figure and table: compression against the size of the vocabulary", "[figures]") {
  const std::string words = read_text(llmsys::testing::source_root() + "/datasets/text/austen_tiny.txt");
  const auto [train, held_out] = split_held_out(std::string_view(words));
  const BpeVocabulary all = train_bpe(train, 8192);
  std::vector<double> sizes, in_training, outside;
  for (const size_t size : {256, 512, 1024, 2048, 4096, 8192}) {
    sizes.push_back(static_cast<double>(size));
    in_training.push_back(bytes_a_token(all, size, train));
    outside.push_back(bytes_a_token(all, size, held_out));
    char rates[40];
    std::snprintf(rates, sizeof rates, " | %.2f | %.2f |", in_training.back(), outside.back());
    const std::string line = "| " + grouped(size) + rates;
    if (std::getenv("LLMSYS_UPDATE_GOLDEN") != nullptr) std::puts(line.c_str());
    says(line);
  }
  check_figure("compression", Plot("Austen: bytes a token")
                                  .size(720, 400)
                                  .x_axis({.label = "tokens in the vocabulary", .scale = AxisScale::logarithmic})
                                  .y_axis({.label = "bytes a token"})
                                  .line("training part", sizes, in_training)
                                  .line("held out", sizes, outside)
                                  .svg());
}
