"""Plain loops to hold our speed against: the scan in numba, and Knox by a pair list in numpy.

Run with: python spacetime_numba.py FOLDER prospective|retrospective|knox [replications]
FOLDER holds scan.csv (x, y, then 60 months of cases, then 60 of expected numbers) or knox.csv (x, y, day), written by
the program that is held against it. Python 3.11, numba 0.68, numpy 2.4, scipy. One core; compiling is not timed.
"""
import sys, time
import numba as nb
import numpy as np


@nb.njit(fastmath=False)
def largest(order, sizes, cases, expected, first, last, total):
    """The largest statistic: cases and expected by place and summed from the first month, intervals by their ends."""
    best = 0.0
    spans = first.size
    c = np.zeros(spans)
    e = np.zeros(spans)
    for z in range(order.shape[0]):
        c[:] = 0
        e[:] = 0
        for k in range(sizes[z]):
            p = order[z, k]
            for t in range(spans):
                c[t] += cases[p, last[t]] - cases[p, first[t]]
                e[t] += expected[p, last[t]] - expected[p, first[t]]
                if c[t] > e[t] and c[t] >= 2:
                    v = c[t] * np.log(c[t] / e[t])
                    if c[t] < total:
                        v += (total - c[t]) * np.log((total - c[t]) / (total - e[t]))
                    if v > best:
                        best = v
    return best


@nb.njit(fastmath=False)
def largest_counted(order, sizes, cases, expected, first, last, total, least):
    """The same with one logarithm a count: the smallest expected number seen with each count of cases."""
    least[:] = 1e300
    spans = first.size
    c = np.zeros(spans, np.int64)
    e = np.zeros(spans)
    for z in range(order.shape[0]):
        c[:] = 0
        e[:] = 0
        for k in range(sizes[z]):
            p = order[z, k]
            for t in range(spans):
                c[t] += cases[p, last[t]] - cases[p, first[t]]
                e[t] += expected[p, last[t]] - expected[p, first[t]]
                if e[t] < least[c[t]]:
                    least[c[t]] = e[t]
    best = 0.0
    for n in range(2, least.size):
        if n > least[n]:
            v = n * np.log(n / least[n])
            if n < total:
                v += (total - n) * np.log((total - n) / (total - least[n]))
            best = max(best, v)
    return best


def scan(folder, mode, replications):
    table = np.loadtxt(f"{folder}/scan.csv", delimiter=",")
    xy, months = table[:, :2], (table.shape[1] - 2) // 2
    cases = table[:, 2:2 + months].astype(np.int64)
    expected = table[:, 2 + months:]
    total = cases.sum()
    expected *= total / expected.sum()
    share, longest = (0.5, months // 2) if mode == "prospective" else (0.1, 12)
    squared = ((xy[:, None] - xy[None]) ** 2).sum(-1)
    order = np.argsort(squared, axis=1, kind="stable").astype(np.int32)
    held = np.cumsum(expected.sum(1)[order], axis=1)
    sizes = (held <= share * total + 1e-9).sum(1)
    if mode == "prospective":
        spans = [(months - n, months) for n in range(1, longest + 1)]
    else:
        spans = [(a, a + n) for n in range(1, longest + 1) for a in range(months - n + 1)]
    first, last = (np.array(ends) for ends in zip(*spans))
    sums = lambda cells: np.ascontiguousarray(np.pad(np.cumsum(cells, axis=1), ((0, 0), (1, 0))))
    summed = sums(expected)
    shares = (expected / expected.sum()).ravel()
    rng = np.random.default_rng(1)
    least = np.zeros(total + 1)
    print("observed", largest(order, sizes, sums(cases), summed, first, last, total))
    largest_counted(order, sizes, sums(cases), summed, first, last, total, least)
    for name, work in (("logarithm in the loop", lambda s: largest(order, sizes, s, summed, first, last, total)),
                       ("logarithm by count", lambda s: largest_counted(order, sizes, s, summed, first, last, total, least))):
        wall, cpu = time.perf_counter(), time.process_time()
        found = [work(sums(rng.multinomial(total, shares).reshape(cases.shape))) for _ in range(replications)]
        print(f"{name}: {replications} replications, {time.perf_counter() - wall:.2f} s, "
              f"{time.process_time() - cpu:.2f} s of processor, mean {np.mean(found):.4f}")


def knox(folder, replications):
    from scipy.spatial import cKDTree
    table = np.loadtxt(f"{folder}/knox.csv", delimiter=",")
    wall, cpu = time.perf_counter(), time.process_time()
    pairs = cKDTree(table[:, :2]).query_pairs(200.0, output_type="ndarray")
    i, j = pairs[:, 0].copy(), pairs[:, 1].copy()
    days = table[:, 2].astype(np.int16)
    observed = int((np.abs(days[i] - days[j]) <= 14).sum())
    rng = np.random.default_rng(1)
    reached = 0
    for _ in range(replications):
        days = rng.permutation(days)
        reached += int((np.abs(days[i] - days[j]) <= 14).sum()) >= observed
    print(f"pair list: {len(i)} pairs, observed {observed}, reached {reached}, {time.perf_counter() - wall:.2f} s, "
          f"{time.process_time() - cpu:.2f} s of processor")


if __name__ == "__main__":
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    knox(sys.argv[1], count) if sys.argv[2] == "knox" else scan(sys.argv[1], sys.argv[2], count)
