"""Totals of 1,000 random assignment problems by scipy's linear_sum_assignment.

Run: python assignment.py > ../Fixtures/assignment.json   (Python 3.11, scipy 1.17.1, numpy 2.4.6)
The problems themselves are not written down: both sides draw them from SplitMix64 (Steele, Lea and Flood 2014).
Each line is [seed, rows, columns, kind, mode, total]. Kind 0: real costs; 1: whole numbers from 0 to 9, so many ties;
2: whole numbers from -5 to 4; 3: as 1 with a third of the pairs not allowed. Mode 0: everybody must be placed (total
null where that cannot be); 1: leaving out costs 6; 2: as few as possible left out. Capacities are 0 to 3.
"""
import json
import sys

import numpy as np
from scipy.optimize import linear_sum_assignment

MASK = (1 << 64) - 1
LEAVING = 6.0
MANY = 1e6


class SplitMix:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        word = self.state
        word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & MASK
        return word ^ (word >> 31)


def cost(kind, words):
    word = words.next()
    if kind == 0:
        return (word >> 11) * 2.0 ** -53 * 100
    whole = float((word >> 40) % 10)
    if kind == 2:
        return whole - 5
    if kind == 3 and words.next() % 3 == 0:
        return np.inf
    return whole


def problem(seed):
    words = SplitMix(seed)
    rows, columns = 1 + words.next() % 30, 1 + words.next() % 20
    kind, mode = words.next() % 4, words.next() % 3
    capacities = [words.next() % 4 for _ in range(columns)]
    costs = np.array([[cost(kind, words) for _ in range(columns)] for _ in range(rows)])
    return rows, columns, kind, mode, capacities, costs


def total(mode, capacities, costs):
    rows = len(costs)
    seats = np.repeat(costs, capacities, axis=1)
    if mode == 0:
        if seats.shape[1] < rows:
            return None
        try:
            chosen = linear_sum_assignment(seats)
        except ValueError:
            return None
        return float(seats[chosen].sum())
    out = LEAVING if mode == 1 else MANY
    whole = np.hstack([seats, np.full((rows, rows), out)])
    row, column = linear_sum_assignment(whole)
    is_out = column >= seats.shape[1]
    left = int(is_out.sum())
    return float(whole[row[~is_out], column[~is_out]].sum()) + (LEAVING * left if mode == 1 else 0.0)


lines = []
for seed in range(1, 1001):
    rows, columns, kind, mode, capacities, costs = problem(seed)
    lines.append(json.dumps([seed, rows, columns, kind, mode, total(mode, capacities, costs)]))
sys.stdout.write("[\n" + ",\n".join(lines) + "\n]\n")
