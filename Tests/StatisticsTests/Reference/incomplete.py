"""Incomplete beta and gamma functions at random points, worked to 50 digits.

Run: python incomplete.py > ../Fixtures/distributions/incomplete.json   (Python 3.11, mpmath 1.3 or later)
Points whose smaller tail is below 1e-30 are left out: 50 digits do not hold them beside a tail near 1.
"""
import json
import math
import random

from mpmath import betainc, gammainc, inf, mp, nstr

mp.dps = 50
random.seed(7)


def share(mean, spread, top):
    kind = random.random()
    if kind < 0.6:
        return min(max(mean + random.gauss(0, 4) * spread, 1e-12), top)
    return random.random() * min(top, 1) if kind < 0.8 else 10 ** random.uniform(-8, 0)


rows = []
while len(rows) < 150:
    a, b = 10 ** random.uniform(-4, 4), 10 ** random.uniform(-4, 4)
    mean = a / (a + b)
    x = share(mean, math.sqrt(mean * (1 - mean) / (a + b + 1)), 1 - 1e-9)
    low, high = betainc(a, b, 0, x, regularized=True), betainc(a, b, x, 1, regularized=True)
    if abs(low + high - 1) < 1e-20 and min(low, high) > 1e-30:
        rows.append({"a": a, "b": b, "x": x, "low": float(nstr(low, 18)), "high": float(nstr(high, 18))})
while len(rows) < 300:
    a = 10 ** random.uniform(-6, 4)
    x = share(a, math.sqrt(a), 1e6)
    low, high = gammainc(a, 0, x, regularized=True), gammainc(a, x, inf, regularized=True)
    if abs(low + high - 1) < 1e-20 and min(low, high) > 1e-30:
        rows.append({"a": a, "b": None, "x": x, "low": float(nstr(low, 18)), "high": float(nstr(high, 18))})
print(json.dumps(rows))
