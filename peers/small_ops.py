#!/usr/bin/env python3
"""What a small operation costs in PyTorch, where the arithmetic is nothing and recording is everything.

    python peers/small_ops.py [--json] [--cpp]

Three figures, each the median of --samples samples of --loops runs in a Python loop whose own cost is taken off. The
samples are short, so that another program that gets the core now and then does not reach the median:

add        z = x + y, both 8 float32 that require gradients: one node is recorded, and freed when z is dropped
forward    the ten operations of `graph` on 0-d float32 tensors, recorded
both       the gradients of a, b, c set to None, the same ten operations, then y.backward()

--cpp measures the same three with small_ops.cpp, which calls PyTorch from C++: no interpreter, the same library.
"""
import pathlib
import statistics

import peer

LEAVES = {"a": 0.5, "b": -0.3, "c": 0.8}  # 0-d, float32, require gradients


def graph(torch, a, b, c):
    """mul add tanh mul sub exp mul add tanh sum: ten operations; t3, a, b and c are each used twice."""
    t1 = a * b
    t2 = t1 + c
    t3 = torch.tanh(t2)
    t4 = t3 * a
    t5 = t4 - b
    t6 = torch.exp(t5)
    t7 = t6 * c
    t8 = t7 + t3
    t9 = torch.tanh(t8)
    return t9.sum()


def measure_python(torch, loops, samples):
    """Seconds of one add, one forward, one forward + backward, and the gradients as a check."""
    x, y = (torch.full((8,), value, requires_grad=True) for value in (1.0, 2.0))
    leaves = [torch.tensor(value, requires_grad=True) for value in LEAVES.values()]

    def empty():
        for _ in range(loops):
            pass

    def add():
        for _ in range(loops):
            x + y

    def forward():
        for _ in range(loops):
            graph(torch, *leaves)

    def both():  # the gradients are set to None, as zero_grad does, so that they are not added up
        for _ in range(loops):
            for leaf in leaves:
                leaf.grad = None
            graph(torch, *leaves).backward()

    times = [peer.median_time(work, samples) / loops for work in (empty, add, forward, both)]
    return [time - times[0] for time in times[1:]], [leaf.grad.item() for leaf in leaves]


def measure_cpp(torch, loops, samples):
    """The same, from C++. Compiles small_ops.cpp at the first call, which takes about a minute."""
    from torch.utils.cpp_extension import load

    source = pathlib.Path(__file__).with_name("small_ops.cpp")
    extension = load("llmsys_small_ops", [str(source)], extra_cflags=["-O2"])
    runs = [extension.measure(loops, *LEAVES.values()) for _ in range(samples + 1)][1:]  # the first one warms up
    return [statistics.median(column) for column in list(zip(*runs))[:3]], list(runs[0][3:])


def main():
    parser = peer.parser("Times small PyTorch operations with recording.")
    parser.set_defaults(threads=1)  # nothing here is worth a second one
    parser.add_argument("--cpp", action="store_true", help="call PyTorch from C++ instead of from Python")
    parser.add_argument("--loops", type=int, default=10, help="runs in one sample (default: 10)")
    parser.add_argument("--samples", type=int, default=2001, help="samples; the median counts (default: 2001)")
    options = parser.parse_args()
    torch = peer.start(options)

    measure = measure_cpp if options.cpp else measure_python
    (add, forward, both), gradients = measure(torch, options.loops, options.samples)
    result = {
        "peer": "small_ops " + ("C++" if options.cpp else "Python"),
        "add_ns": round(add * 1e9, 1),
        "graph_forward_us": round(forward * 1e6, 3),
        "graph_both_us": round(both * 1e6, 3),
        "gradients": gradients,
        **peer.describe(torch, options),
    }
    lines = [
        f"torch {result['torch']}, called from {'C++' if options.cpp else 'Python'}",
        f"add of two 8-float tensors, recorded   {result['add_ns']:8.1f} ns",
        f"graph of 10 operations, forward        {result['graph_forward_us']:8.3f} us",
        f"graph of 10 operations, and backward   {result['graph_both_us']:8.3f} us",
        "gradients of a, b, c                   " + ", ".join(f"{value:.6f}" for value in gradients),
    ]
    peer.report(result, lines, options)


if __name__ == "__main__":
    main()
