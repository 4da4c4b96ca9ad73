#!/usr/bin/env python3
"""The character model of `./lab train` in PyTorch eager: same text, same split, same sizes, same optimizer.

    python peers/char_model.py [--json] [--positions N]

It predicts each character from the 16 before it: embedding, concatenation, one hidden layer of squared ReLUs,
cross-entropy. Batches are drawn without replacement, in a new order each time round, from the first nine tenths of
datasets/text/austen_tiny.txt; held-out loss is the mean over all characters of the last tenth that have 16 before them
there.

Prints positions/s (the median over windows of --window steps, after one that warms up), the loss on both parts, and
peak memory: in all, and what importing torch alone took.
"""
import math
import pathlib
import statistics
import time

import peer

TEXT = pathlib.Path(__file__).parent.parent / "datasets" / "text" / "austen_tiny.txt"
CONTEXT = 16  # T, characters that the model sees
POSITIONS = 4_600_000  # drawn in all, so a character is drawn four or five times
WARM_UP = 0.02  # share of the steps in which the rate rises to its peak
BETAS, EPSILON = (0.9, 0.99), 1e-8


def load_text(torch):
    """Tokens of the training part and of the held-out part, (N) int64, and the size of the vocabulary."""
    text = TEXT.read_bytes()
    token = {byte: index for index, byte in enumerate(sorted(set(text)))}
    tokens = torch.tensor([token[byte] for byte in text])
    cut = len(text) - len(text) // 10
    return tokens[:cut], tokens[cut:], len(token)


def windows(tokens):
    """All places to predict: inputs (N-T,T), a view, and targets (N-T)."""
    return tokens.unfold(0, CONTEXT, 1)[:-1], tokens[CONTEXT:]


def make_model(torch, vocabulary, options):
    """Embedding (V,E) ~ N(0,1), hidden layer (T*E,H) ~ N(0,1/(T*E)), output layer (H,V) = 0; biases 0."""
    nn = torch.nn

    class SquaredReLU(nn.Module):
        """max(x,0)^2, as in So et al. 2021, arXiv:2109.08668."""

        def forward(self, x):
            return torch.relu(x).square()

    hidden = nn.Linear(CONTEXT * options.embedding, options.hidden)
    output = nn.Linear(options.hidden, vocabulary)
    nn.init.normal_(hidden.weight, std=1 / math.sqrt(CONTEXT * options.embedding))
    for zero in (hidden.bias, output.weight, output.bias):
        nn.init.zeros_(zero)
    activation = {"tanh": nn.Tanh, "relu": nn.ReLU, "relu2": SquaredReLU}[options.activation]()
    return nn.Sequential(nn.Embedding(vocabulary, options.embedding), nn.Flatten(), hidden, activation, output)


def make_optimizer(torch, model, options):
    """AdamW in its fastest form. Matrices decay, the embedding among them; biases do not."""
    matrices = [p for p in model.parameters() if p.dim() == 2]
    biases = [p for p in model.parameters() if p.dim() == 1]
    groups = [{"params": matrices, "weight_decay": options.weight_decay}, {"params": biases, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=options.learning_rate, betas=BETAS, eps=EPSILON, fused=True)


def rate_at(progress, peak):
    """Linear warm-up, then half a cosine down to 0; progress is in (0,1]."""
    if progress < WARM_UP:
        return peak * progress / WARM_UP
    return peak * 0.5 * (1 + math.cos(math.pi * (progress - WARM_UP) / (1 - WARM_UP)))


def batches(torch, count, size):
    """Batches of positions 0 .. count-1 without end: each time round a new order, what is left at its end dropped."""
    while True:
        yield from (b for b in torch.randperm(count).split(size) if len(b) == size)


def train(torch, model, optimizer, tokens, options):
    """Trains; returns the seconds of each window of steps and the mean loss of the last one."""
    inputs, targets = windows(tokens)
    steps = options.positions // options.batch
    times, total, begin = [], 0.0, time.perf_counter()
    for step, drawn in zip(range(1, steps + 1), batches(torch, len(targets), options.batch)):
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step / steps, options.learning_rate)
        loss = torch.nn.functional.cross_entropy(model(inputs[drawn]), targets[drawn])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
        if step % options.window == 0:
            now = time.perf_counter()
            times.append(now - begin)
            last, total, begin = total / options.window, 0.0, now
    return times, last


def held_out_loss(torch, model, tokens, rows=2048):
    """Mean cross-entropy in nats a character."""
    inputs, targets = windows(tokens)
    total = 0.0
    with torch.no_grad():
        for at in range(0, len(targets), rows):
            here = slice(at, at + rows)
            total += torch.nn.functional.cross_entropy(model(inputs[here]), targets[here], reduction="sum").item()
    return total / len(targets)


def parse():
    parser = peer.parser("Trains the character model of ./lab train with PyTorch.")
    parser.add_argument("--positions", type=int, default=POSITIONS, help=f"positions drawn (default: {POSITIONS})")
    parser.add_argument("--batch", type=int, default=512, help="positions a step (default: 512)")
    parser.add_argument("--embedding", type=int, default=32, help="E, numbers a character (default: 32)")
    parser.add_argument("--hidden", type=int, default=512, help="H, width of the hidden layer (default: 512)")
    parser.add_argument("--activation", choices=["tanh", "relu", "relu2"], default="relu2", help="default: relu2")
    parser.add_argument("--learning-rate", type=float, default=2e-3, help="at its peak (default: 2e-3)")
    parser.add_argument("--weight-decay", type=float, default=0.3, help="of matrices (default: 0.3)")
    parser.add_argument("--seed", type=int, default=1, help="default: 1")
    parser.add_argument("--window", type=int, default=50, help="steps timed together (default: 50)")
    parser.add_argument("--compile", action="store_true", help="torch.compile the model; without it, eager")
    parser.add_argument("--no-held-out", action="store_true", help="only train: for timing")
    options = parser.parse_args()
    if options.positions < 2 * options.batch * options.window:
        parser.error("--positions must be enough for two windows of steps")
    return options


def main():
    options = parse()
    torch = peer.start(options)
    imported = peer.peak_resident_bytes()
    torch.manual_seed(options.seed)
    training, held_out, vocabulary = load_text(torch)
    model = make_model(torch, vocabulary, options)
    optimizer = make_optimizer(torch, model, options)
    times, last = train(torch, torch.compile(model) if options.compile else model, optimizer, training, options)
    result = {"peer": "char_model " + ("compiled" if options.compile else "eager"), "train_loss": round(last, 4)}
    if not options.no_held_out:
        result["held_out_loss"] = round(held_out_loss(torch, model, held_out), 4)
    result["positions_per_second"] = round(options.batch * options.window / statistics.median(times[1:]))
    result["seconds"] = round(sum(times), 2)
    result["peak_resident_bytes"] = peer.peak_resident_bytes()
    result["imported_resident_bytes"] = imported
    result["parameters"] = sum(p.numel() for p in model.parameters())
    result.update(peer.describe(torch, options))
    lines = [
        f"torch {result['torch']}, {options.threads} threads, BLAS {result['blas']} ({result['sgemm_gflops']} GFLOP/s)",
        f"{result['positions_per_second']:,} positions/s, {result['seconds']} s",
        f"held out {result.get('held_out_loss', '-')} nats a character, training {result['train_loss']}",
        f"peak memory {result['peak_resident_bytes'] >> 20} MiB; importing torch alone takes {imported >> 20} MiB",
    ]
    peer.report(result, lines, options)


if __name__ == "__main__":
    main()
