// Lab 00: what the judge can ask of it.
#include "autograder/worker/timed_scenarios.h"
#include "framework/base/context.h"
#include "framework/data/char_tokenizer.h"
#include "framework/data/text_file.h"
#include "framework/memory/memory_resource.h"
#include "framework/memory/peak_meter.h"
#include "framework/tensor/factories.h"
#include "framework/tensor/probe.h"
#include "framework/tensor/raw.h"
#include "labs/00_warm_up/bigram.h"
#include "labs/00_warm_up/broadcast.h"
#include "labs/00_warm_up/frequent_word.h"
#include "labs/00_warm_up/loop_orders.h"
#include "labs/00_warm_up/shape_text.h"
#include "labs/00_warm_up/view.h"

namespace llmsys {
namespace {

using namespace lab00;

constexpr double kSmoothing = 0.1;  // alpha of the bigram model of the handout

Value to_value(const View& view) {
  return Values{{"shape", view.shape}, {"strides", view.strides}, {"offset", view.offset}};
}

View to_view(const Values& in) { return {in["shape"].integers(), in["strides"].integers(), in["offset"].integer()}; }

std::span<const int64_t> tokens_of(const Values& in) {
  const Tensor& tokens = in["tokens"].tensor();
  return {tokens.data<int64_t>(), static_cast<size_t>(tokens.numel())};
}

std::vector<double> doubles_of(const Tensor& x) { return {x.data<double>(), x.data<double>() + x.numel()}; }

// Bytes that tensors took at the most while `work` ran.
template <class Work>
int64_t peak_bytes_of(const Work& work) {
  PeakMeter meter(current_memory());
  Context mine = context();
  mine.memory = &meter;
  const ContextScope scope(mine);
  work();
  return meter.peak_bytes();
}

Values broadcast_bytes(const Values& in) {
  const Tensor& x = in["x"].tensor();
  return {{"bytes", peak_bytes_of([&] { broadcast_to(x, in["shape"].integers()); })}};
}

// A view with gaps and exchanged dimensions: on the wire it would become contiguous, so it is made here.
Values broadcast_strided(const Values& in) {
  const Tensor view = raw::transpose(raw::slice(in["x"].tensor(), 0, 1, 6, 2), 0, 1);
  return {{"y", raw::contiguous(broadcast_to(view, in["shape"].integers()))}};
}

Values bigram_bytes(const Values& in) {
  const int64_t V = in["V"].integer();
  const auto train = [&] { bigram_probabilities(bigram_counts(tokens_of(in), V), kSmoothing); };
  return {{"bytes", peak_bytes_of(train)}};
}

// The counts are an input: whoever normalises them must leave them as they were.
Values counts_after(const Values& in) {
  const Tensor counts = raw::clone(in["counts"].tensor());
  bigram_probabilities(counts, in["alpha"].number());
  return {{"counts", counts}};
}

// The whole model on a text: counts on the first nine tenths, loss on the last.
Values train_and_measure(const Values& in) {
  const std::string& text = in["text"].bytes();
  const CharTokenizer tokenizer(text);
  const std::vector<int64_t> tokens = tokenizer.encode(text);
  const auto split = split_held_out(std::span<const int64_t>(tokens));
  const int64_t V = tokenizer.vocabulary_size();
  const Tensor counts = bigram_counts(split.train, V);  // (V,V)
  probe("counts", counts);
  const Tensor probabilities = bigram_probabilities(counts, kSmoothing);  // (V,V)
  probe("probabilities", probabilities);
  return {{"loss", mean_nll(probabilities, split.held_out)}};
}

Matrix to_matrix(const Tensor& x) {
  Matrix out(x.size(0), x.size(1));
  out.values().assign(x.data<float>(), x.data<float>() + x.numel());
  return out;
}

using Matmul = void (*)(Matrix&, const Matrix&, const Matrix&);

Scenario product_by(Matmul matmul) {
  return [matmul](const Values& in) -> Values {
    const Matrix a = to_matrix(in["a"].tensor()), b = to_matrix(in["b"].tensor());
    Matrix c = to_matrix(in["c"].tensor());
    matmul(c, a, b);
    return {{"c", from_vector(c.values(), {c.rows(), c.cols()})},
            {"loads_a", a.line_loads()},
            {"loads_b", b.line_loads()},
            {"loads_c", c.line_loads()}};
  };
}

Values prediction(const Values& in) {
  const LineLoads loads =
      predict_line_loads(static_cast<LoopOrder>(in["order"].integer()), in["line_floats"].integer());
  return {{"a", loads.a}, {"b", loads.b}, {"c", loads.c}};
}

// Every file once: shapes, views, broadcasting and the model, in one chain.
Values together(const Values& in) {
  const std::string& text = in["text"].bytes();
  const CharTokenizer tokenizer(text);
  const std::vector<int64_t> tokens = tokenizer.encode(text);
  const int64_t V = tokenizer.vocabulary_size();
  const Tensor probabilities = bigram_probabilities(bigram_counts(tokens, V), kSmoothing);  // (V,V)
  const std::vector<int64_t> shape = {V, V};
  const View square{.shape = shape, .strides = lab00::contiguous_strides(shape), .offset = 0};
  const View column = slice(transpose(square, 0, 1), 0, 0, 1, 1);  // p(first character | each)
  const Tensor first = raw::as_strided(probabilities, column.shape, column.strides, column.offset);
  const WordCount word = most_frequent_word(text);
  const Tensor wide = broadcast_to(first, broadcast_shapes({3, 1}, column.shape));
  return {{"first", raw::contiguous(wide)}, {"shape", shape_text(column.shape)}, {"word", word.word}};
}

void register_shapes(ScenarioTable& table) {
  table.add("shape_text", [](const Values& in) -> Values { return {{"text", shape_text(in["shape"].integers())}}; });
  table.add("contiguous_strides", [](const Values& in) -> Values {
    return {{"strides", lab00::contiguous_strides(in["shape"].integers())}};
  });
  table.add("transpose", [](const Values& in) -> Values {
    return {{"view", to_value(transpose(to_view(in), in["dim0"].integer(), in["dim1"].integer()))}};
  });
  table.add("slice", [](const Values& in) -> Values {
    return {{"view", to_value(slice(to_view(in), in["dim"].integer(), in["start"].integer(), in["stop"].integer(),
                                    in["step"].integer()))}};
  });
  table.add("broadcast_shapes", [](const Values& in) -> Values {
    return {{"shape", broadcast_shapes(in["a"].integers(), in["b"].integers())}};
  });
  table.add("broadcast_to", [](const Values& in) -> Values {
    return {{"y", raw::contiguous(broadcast_to(in["x"].tensor(), in["shape"].integers()))}};
  });
  table.add("broadcast_bytes", broadcast_bytes);
  table.add("broadcast_strided", broadcast_strided);
}

void register_bigram(ScenarioTable& table) {
  table.add("bigram_counts", [](const Values& in) -> Values {
    return {{"counts", bigram_counts(tokens_of(in), in["V"].integer())}};
  });
  table.add("bigram_probabilities", [](const Values& in) -> Values {
    return {{"probabilities", bigram_probabilities(in["counts"].tensor(), in["alpha"].number())}};
  });
  table.add("counts_after", counts_after);
  table.add("mean_nll", [](const Values& in) -> Values {
    return {{"loss", mean_nll(in["probabilities"].tensor(), tokens_of(in))}};
  });
  table.add("sample", [](const Values& in) -> Values {
    const std::vector<double> uniforms = doubles_of(in["uniforms"].tensor());
    return {{"tokens", sample(in["probabilities"].tensor(), in["first"].integer(), uniforms)}};
  });
  table.add("bigram_bytes", bigram_bytes);
  table.add("train_and_measure", train_and_measure);
  table.add("most_frequent_word", [](const Values& in) -> Values {
    const WordCount word = most_frequent_word(in["text"].bytes());
    return {{"word", word.word}, {"count", word.count}};
  });
}

}  // namespace

void register_scenarios(ScenarioTable& table) {
  register_shapes(table);
  register_bigram(table);
  table.add("matmul_ijk", product_by(matmul_ijk));
  table.add("matmul_ikj", product_by(matmul_ikj));
  table.add("matmul_jki", product_by(matmul_jki));
  table.add("predict_line_loads", prediction);
  table.add("together", together);
  add_timed_scenarios(table);
}

}  // namespace llmsys
