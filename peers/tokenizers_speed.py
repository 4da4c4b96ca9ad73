#!/usr/bin/env python3
"""The tokenizer of lab 05 against Hugging Face's `tokenizers`, in pairs: training, encoding Austen, encoding random Unicode.

    ninja -C build/cpu lab05_bench_solution
    peers/tokenizers_speed.py --pairs 7

One thread on both sides, the same text and (as training is the same) the same vocabulary of 4,096 tokens; each side has
encoded the text before it is timed, so caches are warm; theirs takes the fastest of its ways. Needs the package tokenizers.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import tempfile
import time

os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["RAYON_NUM_THREADS"] = "1"

import tokenizers  # noqa: E402  reads the variables above
from tokenizers import Tokenizer, models, pre_tokenizers, trainers  # noqa: E402

RANGES = [(ord("a"), 26), (0xE0, 23), (0x391, 17), (0x430, 32), (0x5D0, 27), (0x4E00, 5000), (0xAC00, 5000), (0x1F600, 64)]


def random_unicode(rng, size):
    words, length = [], 0
    while length < size:
        first, count = rng.choice(RANGES)
        words.append("".join(chr(first + rng.randrange(count)) for _ in range(rng.randrange(1, 9))))
        length += len(words[-1].encode()) + 1
    return " ".join(words)


def train(text, size):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator([text], trainers.BpeTrainer(vocab_size=size, initial_alphabet=alphabet, show_progress=False))
    return tokenizer


def fastest_way(tokenizer, text):
    """The fastest of the package's ways to get the ids of this text, and what it is."""
    lines = text.splitlines(keepends=True)
    ways = {"encode": lambda: tokenizer.encode(text), "encode_batch_fast": lambda: tokenizer.encode_batch_fast([text]),
            "encode_batch_fast of lines": lambda: tokenizer.encode_batch_fast(lines)}
    for way in ways.values():
        way()
    name = min(ways, key=lambda name: seconds_of(ways[name], 1))
    return ways[name], name


def seconds_of(work, repeat):
    start = time.process_time()
    for _ in range(repeat):
        work()
    return (time.process_time() - start) / repeat


def ours(bench, name, environment):
    out = subprocess.run([bench, f"--benchmark_filter=^{name}$", "--benchmark_format=json", "--benchmark_min_time=0.3"],
                         check=True, capture_output=True, env=environment).stdout
    return json.loads(out)["benchmarks"][0]["cpu_time"] / 1e3  # reported in ms


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bench", default="build/cpu/labs/05_tokenizer/bench_solution")
    parser.add_argument("--text", default="datasets/text/austen_tiny.txt")
    parser.add_argument("--pairs", type=int, default=7)
    arguments = parser.parse_args()
    with open(arguments.text, encoding="utf-8") as file:
        austen = file.read()
    unicode_text = random_unicode(random.Random(5), 1 << 20)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        file.write(unicode_text)
        file.flush()
        environment = dict(os.environ, LLMSYS_UNICODE_TEXT=file.name)
        tokenizer = train(austen, 4096)
        work = [("BM_train/4096", (lambda: train(austen, 4096 + 256), "train_from_iterator"), 1),
                ("BM_encode_austen", fastest_way(tokenizer, austen), 3),
                ("BM_encode_random_unicode", fastest_way(tokenizer, unicode_text), 3)]
        print(f"tokenizers {tokenizers.__version__}, one thread, processor seconds, {arguments.pairs} pairs")
        for name, (peer, way), repeat in work:
            peer()
            pairs = []
            for i in range(arguments.pairs):
                sides = [lambda: ours(arguments.bench, name, environment), lambda: seconds_of(peer, repeat)]
                times = [side() for side in (sides if i % 2 == 0 else sides[::-1])]
                pairs.append(times if i % 2 == 0 else times[::-1])
            ratios = sorted(theirs / mine for mine, theirs in pairs)
            mine, theirs = (statistics.median(column) for column in zip(*pairs))
            print(f"{name}: ours {mine * 1e3:.1f} ms, theirs {theirs * 1e3:.1f} ms, ratio {statistics.median(ratios):.2f} "
                  f"({ratios[0]:.2f} to {ratios[-1]:.2f}); they by {way}")


main()
