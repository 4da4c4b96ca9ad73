// Lab 04, tasks 4.7, 4.8 and 4.10: mistakes in blocks and models.
#include "autograder/04_transformer/diagnoses.h"
#include "autograder/04_transformer/model_inputs.h"

namespace llmsys::lab04 {
namespace {

using reference::ModelMistake;

Diagnosis mlp(const Words& words, ModelMistake mistake) {
  return wrong("4.7", "llama_mlp", words, mlp_answer, mistake);
}

Diagnosis attention(const Words& words, ModelMistake mistake) {
  return wrong("4.7", "llama_attention", words, llama_attention_answer, mistake);
}

Diagnosis block(const Words& words, ModelMistake mistake) {
  return wrong("4.7", "llama_block", words, block_answer, mistake);
}

Diagnosis model(const Words& words, ModelMistake mistake) {
  return wrong("4.8", "llama_logits", words, logits_answer, mistake);
}

Diagnosis gpt2_block(const Words& words, ModelMistake mistake) {
  return wrong("4.10", "gpt2_block", words, block_answer, mistake);
}

Diagnosis gpt2(const Words& words, ModelMistake mistake) {
  return wrong("4.10", "gpt2_logits", words, logits_answer, mistake);
}

}  // namespace

std::vector<Diagnosis> model_diagnoses() {
  return {
      mlp({"gates_exchanged", "gate and up are exchanged: silu belongs to gate_proj's result", "gate_proj's result"},
          ModelMistake::gates_exchanged),
      attention({"keys_not_turned", "only queries are turned: keys are, too, by the same angles", "Queries and keys"},
                ModelMistake::keys_not_turned),
      attention({"values_turned", "values are turned, too: they carry no position", "values are not"},
                ModelMistake::values_turned),
      attention({"not_turned", "neither queries nor keys are turned: the model does not know where a token stands",
                 "without rope a model"},
                ModelMistake::not_turned),
      block({"norm_after", "the norm comes after each part: Llama's come before", "before each part"},
            ModelMistake::norm_after),
      block({"normed_stream", "the norm's result is the stream that parts add to: they add to x itself", "to x itself"},
            ModelMistake::normed_stream),
      block({"no_residual", "nothing is added to the stream", "Both parts add"}, ModelMistake::no_residual),
      block({"second_from_input", "the second part adds to the block's input: the first part's work is lost",
             "the first part's work"},
            ModelMistake::second_from_input),
      block({"norms_exchanged", "the two norms are exchanged", "input_layernorm stands before attention"},
            ModelMistake::norms_exchanged),
      block(
          {"parallel", "the second part reads the block's input, not what attention left", "reads what attention left"},
          ModelMistake::parallel),
      model({"last_norm_forgotten", "the head reads the stream as it is: the last norm is missing", "The last norm"},
            ModelMistake::last_norm_forgotten),
      model({"one_block", "only the first block runs", "all of the blocks"}, ModelMistake::one_block),
      gpt2_block({"values_first", "c_attn's result is q, k, v, in this order", "q, k, v, in this order"},
                 ModelMistake::values_first),
      gpt2_block(
          {"gpt2_norm_after", "the norm comes after each part, as in GPT-1: GPT-2's come before", "as GPT-1 had it"},
          ModelMistake::norm_after),
      gpt2({"positions_forgotten", "the table of positions is not added: words in any order look the same",
            "words in any order"},
           ModelMistake::positions_forgotten),
      gpt2({"gpt2_last_norm_forgotten", "ln_f is missing", "ln_f stands behind"}, ModelMistake::last_norm_forgotten)};
}

}  // namespace llmsys::lab04
