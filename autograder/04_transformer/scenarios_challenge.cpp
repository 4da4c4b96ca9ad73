// Lab 04, challenges 4.9 and 4.11: what GPT-2 has instead, and the other layout of rotary positions.
#include "autograder/01_autodiff/layouts.h"
#include "autograder/04_transformer/scenarios.h"
#include "labs/04_transformer/gpt2_ops.h"
#include "labs/04_transformer/rope_layouts.h"

namespace llmsys::lab04 {
namespace {

using lab01::laid_out;

void add_gpt2_ops(ScenarioTable& table) {
  table.add("layer_norm_forward", [](const Values& in) -> Values {
    const LayerNormResult out =
        layer_norm_forward(laid_out(in, "x"), in["w"].tensor(), in["b"].tensor(), in["eps"].number());
    return {{"y", sent(out.y)}, {"mean", sent(out.mean)}, {"rstd", sent(out.rstd)}, {"x", in["x"]}};
  });
  table.add("layer_norm_vjp", [](const Values& in) -> Values {
    const LayerNormGradients out = layer_norm_vjp(laid_out(in, "dy"), laid_out(in, "x"), in["w"].tensor(),
                                                  in["mean"].tensor(), in["rstd"].tensor());
    return {{"dx", sent(out.dx)}, {"dw", sent(out.dw)}, {"db", sent(out.db)}, {"dy", in["dy"]}, {"x", in["x"]}};
  });
  table.add("gelu_forward", [](const Values& in) -> Values {
    return {{"y", sent(gelu_forward(laid_out(in, "x")))}, {"x", in["x"]}};
  });
  table.add("gelu_vjp", [](const Values& in) -> Values {
    return {{"dx", sent(gelu_vjp(laid_out(in, "dy"), laid_out(in, "x")))}, {"dy", in["dy"]}, {"x", in["x"]}};
  });
}

void add_layouts(ScenarioTable& table) {
  table.add("rope_pairs_forward", [](const Values& in) -> Values {
    return {{"y", sent(rope_pairs_forward(laid_out(in, "x"), table_of(in)))}, {"x", in["x"]}};
  });
  table.add("rope_pairs_vjp", [](const Values& in) -> Values {
    return {{"dx", sent(rope_pairs_vjp(laid_out(in, "dy"), table_of(in)))}, {"dy", in["dy"]}};
  });
  table.add("halves_from_pairs", [](const Values& in) -> Values {
    return {{"w", sent(halves_from_pairs(laid_out(in, "stored"), in["heads"].integer()))}};
  });
  table.add("pairs_from_halves", [](const Values& in) -> Values {
    return {{"w", sent(pairs_from_halves(laid_out(in, "stored"), in["heads"].integer()))}};
  });
}

}  // namespace

void add_challenge_scenarios(ScenarioTable& table) {
  add_gpt2_ops(table);
  add_layouts(table);
}

}  // namespace llmsys::lab04
