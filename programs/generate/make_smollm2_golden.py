"""Makes golden/smollm2.safetensors: what `transformers` says of SmolLM2-135M-Instruct, from the same GGUF file as ours.

    python3 make_smollm2_golden.py SmolLM2-135M-Instruct.Q4_1.gguf [OURS]      needs torch, transformers, gguf, accelerate

Prompts are the lines of golden/smollm2_prompts.txt. For prompt i: `ids.i` its tokens; `greedy.i` the 64 most likely tokens
after it, one by one, going on past end tokens; `logits.i` of the first of them, for every 96th token of the vocabulary;
`top.i` the largest logit at each of the 64 steps. `chat` are the tokens of the first prompt as a user's turn.

With OURS, a folder that generate's smollm2_test wrote (LLMSYS_SMOLLM2_DUMP names it), it prints instead how far all logits
of all steps are apart, ours from those of `transformers`.
"""
import os
import sys

import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM, AutoTokenizer

STEPS = 64
HERE = os.path.dirname(os.path.abspath(__file__))


def greedy(model, ids):
    """64 tokens, and the logits (64,V) that chose them."""
    cache, step, tokens, logits = None, torch.tensor([ids]), [], []
    for _ in range(STEPS):
        out = model(input_ids=step, past_key_values=cache, use_cache=True)
        cache = out.past_key_values
        logits.append(out.logits[0, -1])
        tokens.append(int(logits[-1].argmax()))
        step = torch.tensor([[tokens[-1]]])
    return tokens, torch.stack(logits)


def compare(model, folder):
    worst = 0.0
    for name in sorted(os.listdir(folder)):
        ours = load_file(os.path.join(folder, name))  # ids (T), logits (T,V) of all positions
        theirs = model(input_ids=ours["ids"][None]).logits[0]
        error = (ours["logits"].double() - theirs.double()).abs()
        worst = max(worst, error.max().item())
        print(f"{name}: {tuple(theirs.shape)}, largest logit {theirs.abs().max():.2f}, max error {error.max():.3g}, "
              f"mean {error.mean():.3g}, same argmax {(ours['logits'].argmax(-1) == theirs.argmax(-1)).sum()}")
    print(f"max error {worst:.3g}")


@torch.no_grad()
def main(path, ours=None):
    folder, name = os.path.split(os.path.abspath(path))
    model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32).eval()
    if ours:
        return compare(model, ours)
    tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=name)
    with open(f"{HERE}/golden/smollm2_prompts.txt", encoding="utf-8") as file:
        prompts = file.read().splitlines()
    tensors = {}
    for i, prompt in enumerate(prompts):
        ids = tokenizer(prompt).input_ids
        tokens, logits = greedy(model, ids)
        gap = logits.topk(2).values
        print(f"{i}: {len(ids)} tokens, smallest lead {(gap[:, 0] - gap[:, 1]).min():.4f}: {tokenizer.decode(tokens)!r}")
        tensors[f"ids.{i}"], tensors[f"greedy.{i}"] = torch.tensor(ids), torch.tensor(tokens)
        tensors[f"logits.{i}"], tensors[f"top.{i}"] = logits[0, ::96].clone(), logits.max(-1).values
    chat = tokenizer.apply_chat_template([{"role": "user", "content": prompts[0]}], add_generation_prompt=True, tokenize=False)
    tensors["chat"] = torch.tensor(tokenizer(chat).input_ids)
    save_file(tensors, f"{HERE}/golden/smollm2.safetensors")


if __name__ == "__main__":
    main(*sys.argv[1:])
