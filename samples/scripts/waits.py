#!/usr/bin/env python3
"""Waits for a processor in many traces, side by side, from the JSON of gotrace. Needs nothing but Python.

    gotrace summary --format json 'runs/*.trace' | samples/scripts/waits.py
    samples/scripts/waits.py before.json after.json
"""
import json
import statistics
import sys

BARS = " ▁▂▃▄▅▆▇█"


def load(stream):
    """The analyses of one trace, an object, or of several, an array."""
    data = json.load(stream)
    analyses = data if isinstance(data, list) else [data]
    for analysis in analyses:
        if analysis["schema_version"] != 1:
            sys.exit(f"waits.py: {analysis['source']}: schema_version {analysis['schema_version']}, and not 1")
    return analyses


def histogram(buckets):
    """A bar for each doubling: the buckets of a histogram are four to a doubling."""
    counts = {}
    for bucket in buckets:
        doubling = max(1, bucket["from_ns"]).bit_length()
        counts[doubling] = counts.get(doubling, 0) + bucket["count"]
    most = max(counts.values(), default=0)
    return "".join(BARS[-(-counts.get(d, 0) * 8 // most)] for d in range(min(counts), max(counts) + 1)) if most else ""


def main(names):
    sides = [(name, load(open(name, encoding="utf-8"))) for name in names] or [("standard input", load(sys.stdin))]
    for name, analyses in sides:
        print(f"{name}: {len(analyses)} traces")
        for analysis in analyses:
            latency = analysis["scheduling_latency"]
            user = latency["user"]
            print(f"  {user['p50_ns'] / 1e3:10.1f} µs p50 {user['p99_ns'] / 1e3:10.1f} µs p99  {analysis['source']}  "
                  f"{histogram(latency['user_histogram'])}")
        median = statistics.median(a["scheduling_latency"]["user"]["p99_ns"] for a in analyses)
        print(f"  median of p99: {median / 1e3:.1f} µs")


if __name__ == "__main__":
    main(sys.argv[1:])
