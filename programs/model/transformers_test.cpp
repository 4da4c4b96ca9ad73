// What we save, `transformers` loads, and the other way round, with the same logits. Needs python3 with torch, transformers
// and safetensors; LLMSYS_PYTHON names another python3.
#include <cstdlib>

#include "framework/autograd/grad_mode.h"
#include "framework/io/safetensors.h"
#include "framework/tensor/compare.h"
#include "framework/tensor/raw.h"
#include "framework/testing/test.h"
#include "programs/model/load.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

// One way to save a model.
struct Case {
  std::string name;
  ModelFamily family;
  bool tied;
  int64_t shard_bytes;
};

std::vector<Case> cases() {
  std::vector<Case> out;
  for (const ModelFamily family : {ModelFamily::llama, ModelFamily::gpt2})
    for (const bool tied : {true, false})
      for (const int64_t shard : {int64_t{1} << 30, int64_t{3000}})
        out.push_back(
            {text(to_text(family), tied ? "_tied" : "", shard < 10000 ? "_shards" : ""), family, tied, shard});
  return out;
}

ModelConfig config_of(const Case& each) {
  ModelConfig c;
  c.family = each.family;
  c.vocabulary = 37, c.context = 16, c.layers = 2, c.width = 16, c.heads = 4, c.head_size = 4, c.ffn = 24;
  c.kv_heads = each.family == ModelFamily::llama ? 2 : 4;
  c.rope_theta = 500;
  c.norm_eps = 1e-6;
  c.tied = each.tied;
  c.end_tokens = {3};
  return c;
}

Tensor some_tokens() { return from_vector(std::vector<int64_t>{5, 36, 7, 0, 1, 31, 2, 2, 9, 11}, {2, 5}); }

Tensor logits_of(Module& module) {
  const GradMode off(false);
  return module(some_tokens());
}

// Loads ours, and saves it again with its logits; then makes models of its own.
const std::string kProgram = R"(
import json, os, sys, torch
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM, GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM
tokens = load_file('tokens.safetensors')['tokens']
def save(model, name, shard):
    model.save_pretrained(name, max_shard_size=shard)
    with torch.no_grad():
        save_file({'logits': model.eval()(input_ids=tokens).logits.contiguous()}, name + '/logits.st')
for name in sorted(os.listdir('ours')):
    model, info = AutoModelForCausalLM.from_pretrained('ours/' + name, dtype=torch.float32, output_loading_info=True)
    assert not any(info.get(key) for key in ('missing_keys', 'unexpected_keys', 'mismatched_keys')), (name, info)
    save(model, 'again/' + name, '3KB' if 'shards' in name else '1GB')
torch.manual_seed(3)
for tied in (True, False):
    llama = LlamaConfig(vocab_size=37, hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=4,
                        num_key_value_heads=2, max_position_embeddings=16, tie_word_embeddings=tied, initializer_range=0.3)
    gpt2 = GPT2Config(vocab_size=37, n_positions=16, n_embd=16, n_layer=2, n_head=4, tie_word_embeddings=tied,
                      initializer_range=0.3, bos_token_id=None, eos_token_id=None)
    save(LlamaForCausalLM(llama), f'theirs/llama{tied}', '3KB')
    save(GPT2LMHeadModel(gpt2), f'theirs/gpt2{tied}', '1GB')
)";

bool python(const TemporaryFolder& folder, const std::string& program) {
  const char* given = std::getenv("LLMSYS_PYTHON");
  write_file(folder.path("program.py"), program);
  const std::string command =
      text("cd '", folder.path(), "' && '", given == nullptr ? "python3" : given, "' program.py >python.log 2>&1");
  return std::system(command.c_str()) == 0;
}

void check_close(const Tensor& got, const Tensor& want) {
  const Comparison result = compare(got, want, {.atol = 2e-5, .rtol = 1e-5});
  INFO(to_text(result));
  CHECK(result.ok());
}

// A folder that transformers wrote says in ours what it said there.
void check_theirs(const std::string& folder) {
  INFO(folder);
  LoadedModel loaded = load_model(folder);
  check_close(logits_of(loaded.model->module()), SafetensorsFile(folder + "/logits.st").tensor("logits"));
}

}  // namespace

TEST_CASE("transformers loads what we save and we load what it saves, both families, tied and not, in shards") {
  const TemporaryFolder folder;
  if (!python(folder, "import torch, transformers, safetensors"))
    LLMSYS_SKIP("needs python3 with torch, transformers and safetensors; LLMSYS_PYTHON names another python3");
  save_safetensors(folder.path("tokens.safetensors"), {{"tokens", some_tokens()}});
  for (const Case& each : cases()) {
    Rng rng(5);
    const auto model = make_model(config_of(each), rng);
    for (const NamedTensor& parameter : model->module().named_parameters()) raw::mul_(parameter.tensor, 5);
    save_model(folder.path("ours/" + each.name), config_of(each), model->module().named_parameters(),
               {.shard_bytes = each.shard_bytes});
  }
  if (const bool fine = python(folder, kProgram); !fine) FAIL(read_file(folder.path("python.log")));
  for (const Case& each : cases()) {
    INFO(each.name);
    LoadedModel ours = load_model(folder.path("ours/" + each.name));
    const Tensor theirs = SafetensorsFile(folder.path("again/" + each.name + "/logits.st")).tensor("logits");
    check_close(logits_of(ours.model->module()), theirs);
    check_theirs(folder.path("again/" + each.name));
  }
  for (const char* name : {"llamaTrue", "llamaFalse", "gpt2True", "gpt2False"})
    check_theirs(folder.path(text("theirs/", name)));
}
