"""What the PyTorch peers share: a fair set-up, medians, peak memory, and one line of JSON.

Import this module before torch. `start` may restart the interpreter: which BLAS kernels run is decided by environment
variables while the libraries load, so they have to be right before that.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

# They pin OpenBLAS to kernels of an older CPU, on some machines to half its speed.
SLOWING_VARIABLES = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")


def parser(description):
    """An argument parser with the options that every peer takes."""
    result = argparse.ArgumentParser(description=description)
    result.add_argument("--threads", type=int, default=2, help="threads of torch and its BLAS (default: 2)")
    result.add_argument("--blas", metavar="LIB", help="preload this BLAS, such as libopenblas.so.0")
    result.add_argument("--json", action="store_true", help="print one line of JSON as well")
    return result


def start(options):
    """Restarts in a clean environment if needed, then imports torch and sets its threads.

    Returns torch. Afterwards no variable slows OpenBLAS down, and the library of --blas stands in front of torch's own.
    """
    environment = {name: value for name, value in os.environ.items() if name not in SLOWING_VARIABLES}
    environment["OMP_NUM_THREADS"] = str(options.threads)
    if options.blas:
        environment["LD_PRELOAD"] = os.path.abspath(options.blas)
    if environment != dict(os.environ):
        os.execve(sys.executable, [sys.executable, *sys.argv], environment)
    import torch

    torch.set_num_threads(options.threads)
    return torch


def describe(torch, options):
    """Versions and set-up, to stand beside every figure. The GEMM rate shows which BLAS is really in use."""
    return {
        "torch": torch.__version__,
        "threads": torch.get_num_threads(),
        "blas": os.path.basename(options.blas) if options.blas else "as built",
        "sgemm_gflops": round(gemm_rate(torch)),
    }


def gemm_rate(torch, size=1024, repeats=15):
    """GFLOP/s of one float32 matrix product (size,size) x (size,size), the best of `repeats`."""
    a = torch.ones(size, size)
    best = min(seconds(lambda: a @ a) for _ in range(repeats))
    return 2 * size**3 / best / 1e9


def seconds(work):
    """How long one call takes, in seconds."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def median_time(work, samples):
    """Median seconds of `samples` calls, after one that is not counted."""
    work()
    return statistics.median(seconds(work) for _ in range(samples))


def google_benchmark(program, pattern):
    """A function that runs the one benchmark of ours that `pattern` selects, and returns its row of JSON."""

    def run():
        command = [program, f"--benchmark_filter={pattern}", "--benchmark_format=json"]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if done.returncode != 0 or not done.stdout:
            sys.exit(f"peer: `{' '.join(command)}` ended with status {done.returncode} and no result")
        return json.loads(done.stdout)["benchmarks"][0]

    return run


def in_turns(theirs, ours, pairs):
    """Times the peer and, if there is one, our benchmark in turn; who goes first changes.

    `theirs` returns seconds, `ours` a row of google_benchmark with a time in milliseconds. Returns a result and lines.
    """
    times, rows = [], []
    for pair in range(pairs):
        if ours and pair % 2 == 1:
            rows.append(ours())
        times.append(theirs() * 1e3)
        if ours and pair % 2 == 0:
            rows.append(ours())
    result = {"peer_ms": statistics.median(times), "peer_ms_best": min(times)}
    lines = [f"torch {result['peer_ms']:10.2f} ms, best {result['peer_ms_best']:.2f}"]
    if ours:
        mine = [row["real_time"] for row in rows]
        ratios = [t / m for t, m in zip(times, mine)]
        result.update(ours_ms=statistics.median(mine), ours_ms_best=min(mine), ratio=statistics.median(ratios))
        result.update(ratio_min=min(ratios), ratio_max=max(ratios), peak_MiB=max(row.get("peak_MiB", 0) for row in rows))
        lines += [f"ours  {result['ours_ms']:10.2f} ms, best {result['ours_ms_best']:.2f}",
                  f"{pairs} pairs: {result['ratio']:.2f}x ({min(ratios):.2f} to {max(ratios):.2f}); best to best "
                  f"{min(times) / min(mine):.2f}x"]  # fmt: skip
    return result, lines


def heading(result):
    """The set-up in one line."""
    return "torch {torch}, {threads} threads, BLAS {blas} at {sgemm_gflops} GFLOP/s".format(**result)


def peak_resident_bytes():
    """The most memory this process ever had resident; what it was started from does not count."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) * 1024


def report(result, lines, options):
    """Prints the readable lines and, with --json, the result as one line of JSON: the last line of the output."""
    for line in lines:
        print(line)
    if options.json:
        print(json.dumps(result))
