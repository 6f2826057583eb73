"""Intervals of one proportion and of the difference of two, printed for Proportions/ProportionTests.swift.

The formulas of Newcombe 1998 (doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E and
doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I) written out: Wilson's interval as the roots of its
quadratic, the corrected one by search for its roots, Clopper and Pearson's by quantiles of beta distributions, and the
difference by square and add, or by Wald. Run with: python proportions.py (Python 3.11.7, scipy 1.17.1)
"""
from math import sqrt
from scipy.optimize import brentq
from scipy.stats import beta, norm

Z = norm.ppf(0.975)


def wilson(x, n):
    p = x / n
    middle, half, below = 2 * x + Z * Z, Z * sqrt(Z * Z + 4 * x * (1 - p)), 2 * (n + Z * Z)
    return (middle - half) / below, (middle + half) / below


def corrected(x, n):
    p = x / n
    gap = lambda t, distance: distance - 1 / (2 * n) - Z * sqrt(t * (1 - t) / n)
    return (0.0 if x == 0 else brentq(lambda t: gap(t, p - t), 0, p, xtol=1e-15),
            1.0 if x == n else brentq(lambda t: gap(t, t - p), p, 1, xtol=1e-15))


def exact(x, n):
    return (0.0 if x == 0 else beta.ppf(0.025, x, n - x + 1), 1.0 if x == n else beta.ppf(0.975, x + 1, n - x))


def difference(a, m, b, n, interval):
    (l, u), (k, v) = interval(a, m), interval(b, n)
    p, q = a / m, b / n
    return p - q - sqrt((p - l) ** 2 + (v - q) ** 2), p - q + sqrt((u - p) ** 2 + (q - k) ** 2)


def wald(a, m, b, n):
    p, q = a / m, b / n
    half = Z * sqrt(p * (1 - p) / m + q * (1 - q) / n)
    return p - q - half, p - q + half


show = lambda *limits: ", ".join(f"{v:.12g}" for v in limits)
for x, n in [(81, 263), (15, 148), (0, 20), (1, 29)]:
    print(x, n, show(*wilson(x, n), *corrected(x, n), *exact(x, n)))
for cells in [(56, 70, 48, 80), (9, 10, 3, 10), (6, 7, 2, 7), (5, 56, 0, 29), (0, 10, 0, 20), (0, 10, 0, 10),
              (10, 10, 0, 20), (10, 10, 0, 10)]:
    print(*cells, show(*difference(*cells, wilson)))
print("Wald", show(*wald(56, 70, 48, 80)), "corrected", show(*difference(56, 70, 48, 80, corrected)))
