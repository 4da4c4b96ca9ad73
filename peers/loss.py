#!/usr/bin/env python3
"""The loss of 256 rows of 50,257 logits and its gradient in PyTorch, in two ways. The peer of loss_bench.

    python peers/loss.py [--json] [--ours build/cpu/labs/04_transformer/loss_bench] [--pairs 7]

cross_entropy   torch.nn.functional.cross_entropy, forward and backward
log_softmax     log_softmax, then the mean of what gather picks, forward and backward
"""
import peer

ROWS, VOCABULARY = 256, 50257


def main():
    parser = peer.parser("Times the loss of 256 rows of 50,257 logits and its gradient.")
    parser.add_argument("--pairs", type=int, default=7, help="how often each is timed, in turn with ours (default: 7)")
    parser.add_argument("--ours", metavar="LOSS_BENCH", help="our benchmark, to compare with")
    options = parser.parse_args()
    torch = peer.start(options)

    logits = torch.randn(ROWS, VOCABULARY, requires_grad=True)
    targets = torch.randint(0, VOCABULARY, (ROWS,))
    ways = {
        "cross_entropy": lambda: torch.nn.functional.cross_entropy(logits, targets),
        "log_softmax": lambda: -torch.log_softmax(logits, -1).gather(1, targets[:, None]).mean(),
    }
    ours = peer.google_benchmark(options.ours, "/fused/") if options.ours else None
    result, lines = {"peer": "loss"}, []
    for name, way in ways.items():

        def both():
            logits.grad = None
            way().backward()

        one, text = peer.in_turns(lambda: peer.median_time(both, 5), ours, options.pairs)
        result.update({f"{name}_{key}": value for key, value in one.items()})
        lines += [name, *text]
    result.update(peer.describe(torch, options))
    peer.report(result, [peer.heading(result), *lines], options)


if __name__ == "__main__":
    main()
