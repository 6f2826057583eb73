"""What Breakwater is held against in Python; each prints its own seconds and what it found, as JSON on the last line.

reference.py gistar FILE K PERMUTATIONS | knox FILE METRES DAYS PERMUTATIONS | pointpats … | scan FILE REPLICATIONS
Compiling by numba is done on small data before the clock starts.
"""
import json
import sys
import time

import numba
import numpy as np
import pandas as pd


def say(seconds, **found):
    print(json.dumps({"engine_seconds": seconds, **found}))


def gistar(file, k, permutations):
    import libpysal
    from esda import G_Local
    numba.set_num_threads(2)
    table = pd.read_csv(file)

    def run(xy, values, draws):
        weights = libpysal.weights.KNN.from_array(xy, k=int(k))
        weights.transform = "b"
        return G_Local(values, weights, star=True, permutations=draws, n_jobs=2, seed=1)
    small = np.random.default_rng(1).uniform(size=(200, 2))
    run(small, small[:, 0], 99)
    began = time.perf_counter()
    found = run(table[["x", "y"]].to_numpy(), table["value"].to_numpy(float), int(permutations))
    say(time.perf_counter() - began, largest_z=float(np.max(found.Zs)), below=int((found.p_sim < 0.01).sum()))


def knox(file, metres, days, permutations):
    from scipy.spatial import cKDTree
    table = pd.read_csv(file)
    began = time.perf_counter()
    pairs = cKDTree(table[["x", "y"]].to_numpy()).query_pairs(float(metres), output_type="ndarray")
    i, j = pairs[:, 0].copy(), pairs[:, 1].copy()
    when = table["day"].to_numpy(np.int16)
    near = lambda t: int((np.abs(t[i] - t[j]) <= int(days)).sum())
    observed, generator, reached = near(when), np.random.default_rng(1), 0
    for _ in range(int(permutations)):
        when = generator.permutation(when)
        reached += near(when) >= observed
    say(time.perf_counter() - began, statistic=observed, p=(reached + 1) / (int(permutations) + 1))


def pointpats(file, metres, days, permutations):
    from pointpats import Knox
    table = pd.read_csv(file)
    began = time.perf_counter()
    found = Knox(table[["x", "y"]].to_numpy(), table[["day"]].to_numpy(), delta=float(metres), tau=float(days),
                 permutations=int(permutations))
    say(time.perf_counter() - began, statistic=float(found.statistic_), p=float(found.p_sim))


@numba.njit(parallel=True)
def largest(order, sizes, cases, expected, months, longest, total, best):
    """The largest statistic of each drawn data set over circles and intervals that reach the last month."""
    for draw in numba.prange(cases.shape[0]):
        least = np.full(total + 1, 1e300)
        c = np.zeros(longest, np.int64)
        e = np.zeros(longest)
        for z in range(order.shape[0]):
            c[:] = 0
            e[:] = 0
            for k in range(sizes[z]):
                p = order[z, k]
                for n in range(longest):
                    c[n] += cases[draw, p, months] - cases[draw, p, months - 1 - n]
                    e[n] += expected[p, months] - expected[p, months - 1 - n]
                    if e[n] < least[c[n]]:
                        least[c[n]] = e[n]
        most = 0.0
        for n in range(2, total + 1):
            if n > least[n]:
                v = n * np.log(n / least[n])
                if n < total:
                    v += (total - n) * np.log((total - n) / (total - least[n]))
                most = max(most, v)
        best[draw] = most


def scan(file, replications):
    """A plain compiled loop with one logarithm a count, places and months as in the file, two threads."""
    numba.set_num_threads(2)
    table = pd.read_csv(file)
    places = table.drop_duplicates("id")[["x", "y"]].to_numpy(float)
    shape = (len(places), len(table) // len(places))
    cases = table["cases"].to_numpy().reshape(shape)
    expected = table["expected"].to_numpy(float).reshape(shape)

    def run(places, cases, expected, draws):
        total, months = int(cases.sum()), cases.shape[1]
        expected = expected * total / expected.sum()
        squared = ((places[:, None] - places[None]) ** 2).sum(-1)
        order = np.argsort(squared, axis=1, kind="stable").astype(np.int32)
        sizes = (np.cumsum(expected.sum(1)[order], axis=1) <= 0.5 * total + 1e-9).sum(1)
        sums = lambda cells: np.ascontiguousarray(np.pad(np.cumsum(cells, axis=-1), [(0, 0)] * (cells.ndim - 1) + [(1, 0)]))
        generator, found = np.random.default_rng(1), []
        share = (expected / expected.sum()).ravel()
        drawn = [cases[None]]
        while draws > 0:
            block = min(draws, 32)
            drawn.append(generator.multinomial(total, share, block).reshape(block, *cases.shape))
            draws -= block
        for block in drawn:
            best = np.zeros(len(block))
            largest(order, sizes, sums(block), sums(expected), months, months // 2, total, best)
            found.extend(best)
        return found
    run(places[:20], cases[:20], expected[:20], 2)
    began = time.perf_counter()
    found = run(places, cases, expected, int(replications))
    say(time.perf_counter() - began, llr=found[0], p=float((np.array(found[1:]) >= found[0]).sum() + 1) / len(found))


if __name__ == "__main__":
    {"gistar": gistar, "knox": knox, "pointpats": pointpats, "scan": scan}[sys.argv[1]](*sys.argv[2:])
