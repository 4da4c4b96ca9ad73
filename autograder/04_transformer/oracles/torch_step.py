"""The peer of step_bench: the same training steps in PyTorch, eager, float32.

    env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE OMP_NUM_THREADS=2 python3 torch_step.py S|G|T [PAIRS [OUR_BENCHMARK]]

With OUR_BENCHMARK (the path of step_bench) it runs in turn with it, and prints the ratio of each pair and their median.
"""
import statistics
import subprocess
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

SIZES = {"S": (6, 384, 6, 256, 4096, 8), "G": (12, 768, 12, 64, 50257, 4), "T": (2, 64, 2, 64, 256, 8)}


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


def stepper(sizes):
    model = Model(*sizes)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)
    ids = torch.randint(0, sizes[4], (sizes[5], sizes[3]))

    def step():
        loss = F.cross_entropy(model(ids).view(-1, sizes[4]), ids.view(-1))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()

    return step


def seconds(step, repeats):
    start = time.perf_counter()
    for _ in range(repeats):
        step()
    return (time.perf_counter() - start) / repeats


def ours(benchmark, name):
    out = subprocess.run([benchmark, f"--benchmark_filter=/{name}/", "--benchmark_min_time=1", "--benchmark_format=csv"],
                         check=True, capture_output=True, text=True).stdout
    return float(out.strip().splitlines()[-1].split(",")[2]) / 1e3


def main():
    name, pairs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 7
    torch.set_num_threads(2)
    step = stepper(SIZES[name])
    repeats = {"S": 2, "G": 1, "T": 200}[name]
    seconds(step, 2)
    print(f"torch {torch.__version__}, {torch.get_num_threads()} threads, {name}")
    ratios = []
    for _ in range(pairs):
        theirs = seconds(step, repeats)
        line = f"torch {theirs * 1e3:8.2f} ms"
        if len(sys.argv) > 3:
            mine = ours(sys.argv[3], name)
            ratios.append(theirs / mine)
            line += f"   ours {mine * 1e3:8.2f} ms   {ratios[-1]:.2f}x"
        print(line, flush=True)
    if ratios:
        print(f"median {statistics.median(ratios):.2f}x")


if __name__ == "__main__":
    main()
