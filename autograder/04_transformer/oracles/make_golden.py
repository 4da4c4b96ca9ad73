"""Makes the golden files of lab 04: small models of `transformers`, their logits, loss and gradients in float64.

    python3 make_golden.py FOLDER      needs torch, transformers and safetensors

Each file holds a config.json's text as metadata, the parameters under their names, `tokens` (2,7), `logits` (2,7,V), `loss` of
predicting each token from those before it, and `grad.NAME` of each parameter. Weights are multiples of 1/64, so that files
compress and nothing depends on a generator's float path.
"""
import json
import sys

import torch
from safetensors.torch import save_file
from transformers import GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM

MODELS = {
    "llama_gqa": LlamaForCausalLM(LlamaConfig(
        vocab_size=11, hidden_size=8, intermediate_size=12, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
        head_dim=4, max_position_embeddings=32, rms_norm_eps=1e-5, tie_word_embeddings=False, attn_implementation="eager")),
    "llama_tied": LlamaForCausalLM(LlamaConfig(
        vocab_size=11, hidden_size=8, intermediate_size=12, num_hidden_layers=1, num_attention_heads=2, num_key_value_heads=1,
        head_dim=6, max_position_embeddings=32, rms_norm_eps=1e-6, rope_theta=500.0, tie_word_embeddings=True,
        attn_implementation="eager")),
    "gpt2": GPT2LMHeadModel(GPT2Config(
        vocab_size=11, n_positions=8, n_embd=8, n_layer=2, n_head=2, bos_token_id=0, eos_token_id=0, resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0,
        attn_implementation="eager")),
}


def main(folder):
    for name, model in MODELS.items():
        generator = torch.Generator().manual_seed(7)
        model = model.double().train()
        for parameter in model.parameters():
            steps = torch.randint(-40, 41, parameter.shape, generator=generator)
            one = 1.0 if parameter.dim() == 1 else 0.0
            parameter.data = one + steps.double() / 64
        tokens = torch.randint(0, model.config.vocab_size, (2, 7), generator=generator)
        out = model(input_ids=tokens, labels=tokens)
        out.loss.backward()
        tensors = {"tokens": tokens, "logits": out.logits.detach(), "loss": out.loss.detach().reshape(1)}
        for key, parameter in model.named_parameters():
            tensors[key] = parameter.detach().float()
            tensors["grad." + key] = parameter.grad.float()
        config = {k: v for k, v in model.config.to_dict().items() if not isinstance(v, dict) or k.startswith("rope")}
        save_file({k: v.contiguous() for k, v in tensors.items()}, f"{folder}/{name}.safetensors",
                  metadata={"config": json.dumps(config)})


if __name__ == "__main__":
    main(sys.argv[1])
