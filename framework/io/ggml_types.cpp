#include <algorithm>

#include "framework/io/detail/gguf_header.h"

namespace llmsys::detail {
namespace {

// Sizes of blocks: ggml-common.h of ggml. Numbers that are missing were once in use.
constexpr GgmlType kTypes[] = {{0, "F32", 1, 4, BlockFormat::f32},
                               {1, "F16", 1, 2, BlockFormat::f16},
                               {2, "Q4_0", 32, 18, BlockFormat::q4_0},
                               {3, "Q4_1", 32, 20, BlockFormat::q4_1},
                               {6, "Q5_0", 32, 22, {}},
                               {7, "Q5_1", 32, 24, {}},
                               {8, "Q8_0", 32, 34, BlockFormat::q8_0},
                               {9, "Q8_1", 32, 36, {}},
                               {10, "Q2_K", 256, 84, {}},
                               {11, "Q3_K", 256, 110, {}},
                               {12, "Q4_K", 256, 144, {}},
                               {13, "Q5_K", 256, 176, {}},
                               {14, "Q6_K", 256, 210, {}},
                               {15, "Q8_K", 256, 292, {}},
                               {16, "IQ2_XXS", 256, 66, {}},
                               {17, "IQ2_XS", 256, 74, {}},
                               {18, "IQ3_XXS", 256, 98, {}},
                               {19, "IQ1_S", 256, 50, {}},
                               {20, "IQ4_NL", 32, 18, {}},
                               {21, "IQ3_S", 256, 110, {}},
                               {22, "IQ2_S", 256, 82, {}},
                               {23, "IQ4_XS", 256, 136, {}},
                               {24, "I8", 1, 1, {}},
                               {25, "I16", 1, 2, {}},
                               {26, "I32", 1, 4, {}},
                               {27, "I64", 1, 8, {}},
                               {28, "F64", 1, 8, {}},
                               {29, "IQ1_M", 256, 56, {}},
                               {30, "BF16", 1, 2, BlockFormat::bf16},
                               {34, "TQ1_0", 256, 54, {}},
                               {35, "TQ2_0", 256, 66, {}},
                               {39, "MXFP4", 32, 17, {}}};

template <class Match>
const GgmlType* find(const Match& match) {
  const auto* row = std::find_if(std::begin(kTypes), std::end(kTypes), match);
  return row != std::end(kTypes) ? row : nullptr;
}

}  // namespace

const GgmlType* find_ggml_type(uint32_t number) {
  return find([&](const GgmlType& row) { return row.number == number; });
}

const GgmlType* find_ggml_type(std::string_view name) {
  return find([&](const GgmlType& row) { return row.name == name; });
}

}  // namespace llmsys::detail
