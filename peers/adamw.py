#!/usr/bin/env python3
"""What one step of PyTorch's AdamW costs for as many parameters as GPT-2 has: 124,439,808, float32.

    python peers/adamw.py [--json] [--steps 9] [--layout flat|gpt2|both]

A step reads parameter, gradient and both moments and writes all but the gradient: 7 floats = 28 bytes a parameter. The
rate in GB/s counts those and no others, so an implementation that goes over memory several times shows a low rate.

flat   one tensor                  gpt2   148 tensors, with GPT-2's shapes
loop / foreach / fused             the three implementations that torch.optim.AdamW chooses from
"""
import peer

BYTES_PER_PARAMETER = 28
VARIANTS = {
    "loop": {"foreach": False, "fused": False},
    "foreach": {"foreach": True},
    "fused": {"fused": True},
}


def gpt2_shapes(layers=12, width=768, vocabulary=50257, context=1024):
    """The shapes of GPT-2's 148 parameters, the smallest model: 124,439,808 numbers."""
    block = [
        (width,), (width,),                          # layer norm 1
        (width, 3 * width), (3 * width,),            # query, key, value
        (width, width), (width,),                    # output of the attention
        (width,), (width,),                          # layer norm 2
        (width, 4 * width), (4 * width,),            # MLP, up
        (4 * width, width), (width,),                # MLP, down
    ]  # fmt: skip
    return [(vocabulary, width), (context, width), *(block * layers), (width,), (width,)]


def count(shape):
    """Numbers in a tensor of this shape."""
    return shape[0] * (shape[1] if len(shape) == 2 else 1)


def measure(torch, shapes, variant, steps):
    """Median seconds of one optimizer step over parameters of these shapes."""
    parameters = [torch.nn.Parameter(torch.full(shape, 0.02)) for shape in shapes]
    for parameter in parameters:
        parameter.grad = torch.full_like(parameter, 1e-3)
    optimizer = torch.optim.AdamW(parameters, lr=1e-4, betas=(0.9, 0.95), eps=1e-8, weight_decay=0.1, **variant)
    optimizer.step()  # makes the moments
    return peer.median_time(optimizer.step, steps)


def main():
    parser = peer.parser("Times torch.optim.AdamW on 124,439,808 parameters.")
    parser.add_argument("--steps", type=int, default=9, help="steps timed; the median counts (default: 9)")
    parser.add_argument("--layout", choices=["flat", "gpt2", "both"], default="both", help="default: both")
    parser.add_argument("--variant", choices=[*VARIANTS, "all"], default="all", help="default: all")
    options = parser.parse_args()
    torch = peer.start(options)

    shapes = gpt2_shapes()
    total = sum(count(shape) for shape in shapes)
    layouts = {"flat": [(total,)], "gpt2": shapes}
    result = {"peer": "adamw", "parameters": total}
    lines = [f"torch {torch.__version__}, {options.threads} threads, {total:,} parameters"]
    for layout in layouts if options.layout == "both" else [options.layout]:
        for name in VARIANTS if options.variant == "all" else [options.variant]:
            time = measure(torch, layouts[layout], VARIANTS[name], options.steps)
            rate = total * BYTES_PER_PARAMETER / time / 1e9
            result[f"{layout}_{name}_ms"] = round(time * 1e3, 1)
            result[f"{layout}_{name}_gb_s"] = round(rate, 1)
            lines.append(f"{layout:5} {name:8} {time * 1e3:8.1f} ms a step {rate:6.1f} GB/s")
    result["best_ms"] = min(value for key, value in result.items() if key.endswith("_ms"))
    result["peak_resident_bytes"] = peer.peak_resident_bytes()
    result.update(peer.describe(torch, options))
    peer.report(result, lines, options)


if __name__ == "__main__":
    main()
