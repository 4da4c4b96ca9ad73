// Lab 04, hidden tests: configs, layouts and sizes that a solution fitted to the public tests may miss.
#include "autograder/04_transformer/op_inputs.h"
#include "autograder/04_transformer/published.h"

using namespace llmsys;
using namespace llmsys::lab04;

LAB_TEST("4.1", "hidden", "other models: untied, with heads that do not fill the width, of 70 billion parameters") {
  expect_count(gpt2_medium(), 354823168);
  expect_count(llama3_70b(), 70553706496);
  expect_flops(llama3_70b(), 8192);
  expect_flops(tiny_llama(), 2048);
  for (int i = 0; i < 8; ++i) {
    ModelConfig config = random_config(i % 2 == 0 ? ModelFamily::llama : ModelFamily::gpt2);
    config.layers = between(rng(), 1, 9);
    if (i % 4 == 0) config.head_size += 2;  // queries wider than the model
    expect_count(config, reference::count_parameters(config));
    expect_flops(config, between(rng(), 1, 3000));
  }
}

LAB_TEST("4.2", "hidden", "other layouts in memory, rows of one number, rows of zeros, float32") {
  for (const char* layout : {"transposed", "strided"}) {
    Values in = norm_vjp_inputs({4, 6});
    in.set("layout", layout);
    expect_answer("rms_norm_forward", in, rms_norm_answer(in));
    expect_answer("rms_norm_vjp", in, rms_norm_vjp_answer(in));
  }
  for (const auto& shape : {std::vector<int64_t>{3, 1}, {1, 1, 9}, {2, 2, 2, 3}})
    for (const DType dtype : {DType::f32, DType::f64}) {
      const Values in = norm_vjp_inputs(shape, dtype);
      expect_answer("rms_norm_forward", in, rms_norm_answer(in));
      expect_answer("rms_norm_vjp", in, rms_norm_vjp_answer(in));
    }
  Values zero = norm_inputs({2, 3});
  zero.set("x", zeros({2, 3}, DType::f64));
  expect_answer("rms_norm_forward", zero, rms_norm_answer(zero));
}

LAB_TEST("4.3", "hidden", "heads of two numbers, one token, any rank, other layouts in memory, float32") {
  constexpr auto kHalves = reference::Layout::halves;
  for (const auto& shape : {std::vector<int64_t>{5, 2}, {1, 8}, {2, 3, 4, 6}, {2, 2, 2, 3, 4}})
    for (const DType dtype : {DType::f32, DType::f64}) {
      const Values in = turn_inputs(shape, between(rng(), 0, 100), dtype);
      expect_answer("rope_forward", in, turn_answer(in, 1, kHalves));
      expect_answer("rope_vjp", in, turn_answer(in, -1, kHalves));
    }
  for (const char* layout : {"transposed", "strided"}) {
    Values in = turn_inputs({2, 3, 8});
    in.set("layout", layout);
    expect_answer("rope_forward", in, turn_answer(in, 1, kHalves));
    expect_answer("rope_vjp", in, turn_answer(in, -1, kHalves));
  }
}

LAB_TEST("4.4", "hidden", "queries behind a cache, one token, many groups, other layouts in memory") {
  for (const AttentionSizes& sizes : {AttentionSizes{.B = 1, .H = 6, .G = 2, .T = 3, .S = 8, .D = 4},
                                      {.B = 3, .H = 2, .G = 1, .T = 1, .S = 6, .D = 5},
                                      {.B = 2, .H = 1, .G = 1, .T = 1, .S = 1, .D = 3},
                                      {.B = 1, .H = 8, .G = 4, .T = 6, .S = 6, .D = 2}}) {
    Values in = attention_inputs(sizes);
    expect_answer("causal_attention", in, attention_answer(in));
    in.set("layout", "transposed");
    expect_answer("causal_attention", in, attention_answer(in));
  }
}

LAB_TEST("4.6", "hidden", "one row, two classes, thousands of them, other layouts in memory") {
  for (const auto& [N, V] : {std::pair<int64_t, int64_t>{1, 2}, {1, 1}, {4, 3000}, {40, 3}})
    for (const DType dtype : {DType::f32, DType::f64}) {
      const Values in = loss_inputs(N, V, 0, dtype);
      expect_answer("cross_entropy_forward", in, loss_answer(in));
      const Values back = loss_vjp_inputs(N, V, 3, dtype);
      expect_answer("cross_entropy_vjp", back, loss_vjp_answer(back));
    }
  for (const char* layout : {"transposed", "strided"}) {
    Values in = loss_vjp_inputs(4, 5, 3);
    in.set("layout", layout);
    expect_answer("cross_entropy_forward", in, loss_answer(in));
    expect_answer("cross_entropy_vjp", in, loss_vjp_answer(in));
  }
}

LAB_TEST("4.7", "hidden", "blocks of multi-head and multi-query attention, with queries wider than the model") {
  for (const int64_t groups : {1, 4}) {
    ModelConfig config = random_config();
    config.heads = 4, config.kv_heads = groups, config.head_size = 4, config.width = between(rng(), 5, 15);
    const Values in = part_inputs(config, "", between(rng(), 0, 30));
    expect_answer("llama_block", in, block_answer(in));
  }
}

LAB_TEST("4.8", "hidden", "models of one block and of four, tied and not, one token and many") {
  for (const int64_t layers : {1, 4}) {
    ModelConfig config = random_config();
    config.layers = layers;
    config.tied = layers == 1;
    const Values in = model_inputs(config, layers == 1 ? 1 : 12);
    expect_answer("llama_logits", in, logits_answer(in), {.atol = 1e-8, .rtol = 1e-8});
  }
}
