"""Assigns 1,000 young people to 300 services with Breakwater and with scipy, turn about, and prints a table.

Usage: assignment.py PROGRAM [--runs R] [--rows N] [--columns M]
The problems: uniform costs with places for 1,200, so that nobody need be left out; the same with places for 800; whole
numbers from 0 to 9, so many ties; a third of the pairs not allowed. Scipy has no capacities, so each place is a column
of its own; leaving out is a column more for each row at a cost beyond every chain of changes. "Engine" is the
assignment alone, without reading and writing files. The totals must agree, or the run ends with 1.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
import scipy
from scipy.optimize import linear_sum_assignment


def problems(rows, columns, generator):
    """Name, costs and capacities."""
    def places(total):
        return generator.multinomial(total, np.full(columns, 1 / columns))
    uniform = generator.uniform(0, 100, (rows, columns))
    yield f"uniform costs, {rows * 6 // 5:,} places", uniform, places(rows * 6 // 5)
    yield f"uniform costs, {rows * 4 // 5:,} places", uniform, places(rows * 4 // 5)
    yield f"whole costs 0 to 9, {rows:,} places", generator.integers(0, 10, (rows, columns)).astype(float), places(rows)
    some = generator.uniform(0, 100, (rows, columns))
    some[generator.uniform(0, 1, some.shape) < 1 / 3] = np.inf
    yield f"a third not allowed, {rows:,} places", some, places(rows)
    # Everybody likes the same services best: the longest chains of changes.
    alike = np.arange(columns) + generator.uniform(0, 1, (rows, columns)) * np.arange(1, columns + 1)
    yield f"everybody likes the same, {rows:,} places", alike, places(rows)


def written(folder, costs, capacities):
    names = [f"s{column}" for column in range(costs.shape[1])]
    cost_file, capacity_file = os.path.join(folder, "costs.csv"), os.path.join(folder, "capacity.csv")
    with open(cost_file, "w") as out:
        out.write("id," + ",".join(names) + "\n")
        for row, line in enumerate(costs.tolist()):
            out.write(f"y{row}," + ",".join("" if cost == np.inf else repr(cost) for cost in line) + "\n")
    with open(capacity_file, "w") as out:
        out.write("name,capacity\n" + "".join(f"{name},{count}\n" for name, count in zip(names, capacities)))
    return cost_file, capacity_file


def ours(program, folder, files):
    command = [program, "match", "assign", "--costs", files[0], "--capacity", files[1], "--json",
               "--output", os.path.join(folder, "answer.csv")]
    ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode != 0:
        sys.exit(f"Breakwater ended with {ran.returncode}: {ran.stderr[-500:]}")
    said = json.loads(ran.stdout)
    return said["engine_seconds"], said["figures"]["placed_cost"], said["figures"]["left_out"]


def scipys(costs, capacities):
    finite = costs[np.isfinite(costs)]
    out = finite.min() + (np.ptp(finite) + 1) * (len(costs) + 1)
    started = time.perf_counter()
    seats = np.repeat(costs, capacities, axis=1)
    whole = np.hstack([seats, np.full((len(costs), len(costs)), out)])
    row, column = linear_sum_assignment(whole)
    seconds = time.perf_counter() - started
    placed = column < seats.shape[1]
    return seconds, float(whole[row[placed], column[placed]].sum()), int((~placed).sum())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--columns", type=int, default=300)
    asked = parser.parse_args()
    generator = np.random.default_rng(2026)
    folder = tempfile.mkdtemp(prefix="assignment-")
    print(f"{os.cpu_count()} cores, {platform.release()}, load {os.getloadavg()[0]:.1f} before; "
          f"scipy {scipy.__version__}; the median of {asked.runs} runs of each, turn about.\n")
    print(f"| {asked.rows:,} × {asked.columns} | Breakwater s | scipy s | scipy ÷ ours | Total cost | Left out |")
    print("|---|---|---|---|---|---|")
    differs = False
    for name, costs, capacities in problems(asked.rows, asked.columns, generator):
        files = written(folder, costs, capacities)
        times = {"ours": [], "scipy": []}
        for _ in range(asked.runs):
            seconds, total, left = ours(asked.program, folder, files)
            times["ours"].append(seconds)
            seconds, other_total, other_left = scipys(costs, capacities)
            times["scipy"].append(seconds)
            if left != other_left or abs(total - other_total) > 1e-9 * max(abs(other_total), 1):
                differs = True
                print(f"The totals differ: {name}: {total} and {other_total}, {left} and {other_left} left out.",
                      file=sys.stderr)
        one, other = statistics.median(times["ours"]), statistics.median(times["scipy"])
        print(f"| {name} | {one:.4f} | {other:.4f} | {other / one:.1f} | {total:.4f} | {left} |", flush=True)
    sys.exit(1 if differs else 0)


if __name__ == "__main__":
    main()
