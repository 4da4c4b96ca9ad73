#!/usr/bin/env python3
"""Training steps of GPT-2 models in PyTorch, eager, float32: forward, backward, AdamW. The peer of step_bench.

    python peers/training_step.py [--model S|G|T] [--json] [--ours build/cpu/labs/04_transformer/step_bench [--plain]] [--pairs 7]

With --ours it runs in turn with our benchmark of the same model and prints the ratio of each pair, their median, and the
memory that both had at most. --plain compares with our formulas as students write them, without the fused kernels.

S  6 layers, 384 wide, context 256, vocabulary 4096, batch 8     T  2 layers, 64 wide, context 64, vocabulary 256, batch 8
G  GPT-2 small: 12 layers, 768 wide, vocabulary 50257, batch 4 of 64 tokens
"""
import peer

# layers, width, heads, tokens, vocabulary, batch
SIZES = {"S": (6, 384, 6, 256, 4096, 8), "G": (12, 768, 12, 64, 50257, 4), "T": (2, 64, 2, 64, 256, 8)}
REPEATS = {"S": 2, "G": 1, "T": 200}  # steps timed at once


def model_type(torch):
    """The model's class: torch is there only after peer.start()."""
    from torch import nn
    from torch.nn import functional as F

    class Block(nn.Module):
        def __init__(self, width, heads):
            super().__init__()
            self.heads = heads
            self.ln_1, self.ln_2 = nn.LayerNorm(width), nn.LayerNorm(width)
            self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
            self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

        def forward(self, x):
            B, T, C = x.shape
            q, k, v = (t.view(B, T, self.heads, -1).transpose(1, 2) for t in self.qkv(self.ln_1(x)).split(C, 2))
            y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
            x = x + self.out(y.transpose(1, 2).reshape(B, T, C))
            return x + self.down(F.gelu(self.up(self.ln_2(x)), approximate="tanh"))

    class Model(nn.Module):
        def __init__(self, layers, width, heads, tokens, vocabulary, _):
            super().__init__()
            self.wte, self.wpe = nn.Embedding(vocabulary, width), nn.Embedding(tokens, width)
            self.blocks = nn.ModuleList(Block(width, heads) for _ in range(layers))
            self.ln = nn.LayerNorm(width)

        def forward(self, ids):
            x = self.wte(ids) + self.wpe(torch.arange(ids.shape[1]))
            for block in self.blocks:
                x = block(x)
            return self.ln(x) @ self.wte.weight.T

    return Model


def stepper(torch, sizes):
    """A function that makes one step."""
    model = model_type(torch)(*sizes)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4, fused=True)
    ids = torch.randint(0, sizes[4], (sizes[5], sizes[3]))

    def step():
        loss = torch.nn.functional.cross_entropy(model(ids).view(-1, sizes[4]), ids.view(-1))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()

    return step


def main():
    parser = peer.parser("Times training steps of a GPT-2 model.")
    parser.add_argument("--model", choices=SIZES, default="S", help="which one (default: S)")
    parser.add_argument("--pairs", type=int, default=7, help="how often it is timed, in turn with ours (default: 7)")
    parser.add_argument("--ours", metavar="STEP_BENCH", help="our benchmark, to compare with")
    parser.add_argument("--plain", action="store_true", help="ours without fused kernels")
    options = parser.parse_args()
    torch = peer.start(options)
    imported = peer.peak_resident_bytes()

    step, repeats = stepper(torch, SIZES[options.model]), REPEATS[options.model]
    step(), step()
    ours = peer.google_benchmark(options.ours, f"/{options.model}{'_plain' * options.plain}/") if options.ours else None
    result, lines = peer.in_turns(lambda: peer.seconds(lambda: [step() for _ in range(repeats)]) / repeats, ours,
                                  options.pairs)  # fmt: skip
    result.update(peer="training_step", model=options.model, imported_resident_bytes=imported)
    result["peak_resident_bytes"] = peer.peak_resident_bytes()
    theirs = result["peak_resident_bytes"] / 2**20
    lines.append(f"peak memory: torch {theirs:.0f} MiB, {imported / 2**20:.0f} of them once imported")
    if ours:
        lines[-1] += f"; ours {result['peak_MiB']:.0f} MiB, {result['peak_MiB'] / theirs:.2f}x"
    result.update(peer.describe(torch, options))
    peer.report(result, [peer.heading(result) + f", model {options.model}", *lines], options)


if __name__ == "__main__":
    main()
