#!/usr/bin/env python3
"""Compares two programs in pairs: A B, B A, A B, ... so that a machine that drifts treats both alike.

    python peers/compare.py --ours 'PROGRAM ARGUMENTS' --peer 'python peers/small_ops.py --json' \\
        --lower add_ns --lower graph_both_us [--pairs 9]

Each command prints an object in JSON, in one line or several; the last one counts that begins with a brace at the start
of a line. For every metric the ratio is made within each pair, so that above 1 means that ours is better: peer / ours
for --lower, ours / peer for --higher. The median over the pairs is the result; the smallest and the largest ratio stand
beside it. A metric with other names on the two sides is written OURS=PEER. Dots reach into objects: baselines.6-gram.
"""
import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys

import peer


def run(command):
    """Runs a command in a clean environment; returns the JSON object that it prints last."""
    environment = {name: value for name, value in os.environ.items() if name not in peer.SLOWING_VARIABLES}
    try:
        done = subprocess.run(shlex.split(command), env=environment, stdout=subprocess.PIPE, text=True)
    except OSError as error:
        sys.exit(f"compare: `{command}` did not start: {error.strerror}")
    if done.returncode != 0:
        sys.exit(f"compare: `{command}` ended with status {done.returncode}")
    at = ("\n" + done.stdout).rfind("\n{")
    if at < 0:
        sys.exit(f"compare: `{command}` printed no JSON; does it need --json?")
    try:
        return json.JSONDecoder().raw_decode(done.stdout, at)[0]
    except json.JSONDecodeError as error:
        sys.exit(f"compare: `{command}` printed something that is not JSON: {error}")


def value_of(result, key, command):
    """The number under a dotted key."""
    value = result
    for part in key.split("."):
        if not isinstance(value, dict) or part not in value:
            sys.exit(f"compare: `{command}` printed no '{key}'; it printed {', '.join(result)}")
        value = value[part]
    if not (isinstance(value, (int, float)) and value > 0):
        sys.exit(f"compare: '{key}' of `{command}` must be a number above 0 to make a ratio, got {value!r}")
    return float(value)


def summary(name, ours, theirs, higher_is_better):
    """Medians of both sides and of the ratios, with their spread."""
    ratios = [o / t if higher_is_better else t / o for o, t in zip(ours, theirs)]
    return {
        "metric": name,
        "ours": statistics.median(ours),
        "peer": statistics.median(theirs),
        "ratio": round(statistics.median(ratios), 3),
        "ratio_min": round(min(ratios), 3),
        "ratio_max": round(max(ratios), 3),
    }


def parse():
    parser = argparse.ArgumentParser(description="Compares two programs in pairs, by the JSON that they print.")
    parser.add_argument("--ours", required=True, metavar="COMMAND", help="our program")
    parser.add_argument("--peer", required=True, metavar="COMMAND", help="the program to compare with")
    parser.add_argument("--higher", action="append", default=[], metavar="KEY", help="a metric; more is better")
    parser.add_argument("--lower", action="append", default=[], metavar="KEY", help="a metric; less is better")
    parser.add_argument("--pairs", type=int, default=7, help="how many pairs (default: 7)")
    parser.add_argument("--json", action="store_true", help="print one line of JSON as well")
    options = parser.parse_args()
    if not options.higher + options.lower:
        parser.error("name a metric with --higher or --lower")
    if options.pairs < 1:
        parser.error("--pairs must be at least 1")
    return options


def main():
    options = parse()
    commands = (options.ours, options.peer)
    results = ([], [])  # of ours, of the peer
    for pair in range(options.pairs):
        for side in (0, 1) if pair % 2 == 0 else (1, 0):
            results[side].append(run(commands[side]))
        print(f"pair {pair + 1} of {options.pairs}", file=sys.stderr)

    rows = []
    for metric in options.higher + options.lower:
        keys = (metric.split("=")[0], metric.split("=")[-1])
        values = [[value_of(r, keys[side], commands[side]) for r in results[side]] for side in (0, 1)]
        rows.append(summary(keys[0], *values, metric in options.higher))
    print(f"{options.pairs} pairs; ratio above 1: ours is better")
    for row in rows:
        print(
            f"{row['metric']:24} ours {row['ours']:12.6g}   peer {row['peer']:12.6g}   "
            f"ratio {row['ratio']:.2f} ({row['ratio_min']:.2f} to {row['ratio_max']:.2f})"
        )
    if options.json:
        print(json.dumps({"pairs": options.pairs, "rows": rows}))


if __name__ == "__main__":
    main()
