"""Brute-force space-time scan, written for this project alone and independent of the engine.

Makes Tests/SurveillanceTests/Fixtures/spacetime/scan-*.json: every window laid one by one, with the formulas of
Kulldorff 1997 and 2005. Run with: python spacetime_scan.py FOLDER
(Python 3.11; the standard library only.)
"""
import json, math, random, sys


def xlogy(x, y):
    return x * math.log(y) if x > 0 else 0.0


def poisson_llr(c, e, total):
    if e <= 0 or e >= total:
        return 0.0
    return xlogy(c, c / e if c else 1) + xlogy(total - c, (total - c) / (total - e))


def bernoulli_llr(c, n, cases, people):
    if n <= 0 or n >= people:
        return 0.0
    p, q, r = c / n, (cases - c) / (people - n), cases / people

    def l(k, m, f):
        return xlogy(k, f) + xlogy(m - k, 1 - f)

    return l(c, n, p) + l(cases - c, people - n, q) - l(cases, people, r)


def interpolated(censuses, day):
    """Population vectors at an instant: straight between two counts, level outside them."""
    if day <= censuses[0][0]:
        return censuses[0][1]
    if day >= censuses[-1][0]:
        return censuses[-1][1]
    for (a, pa), (b, pb) in zip(censuses, censuses[1:]):
        if a <= day <= b:
            w = (day - a) / (b - a)
            return [x * (1 - w) + y * w for x, y in zip(pa, pb)]


def standardised(cases, strata, places, lengths, censuses, steps=4000):
    """Indirect standardisation; the person-time by the trapezium rule on a fine grid that holds the census days."""
    periods = len(lengths)
    at_risk = [[[0.0] * strata for _ in range(periods)] for _ in range(places)]
    start = 0.0
    for t, length in enumerate(lengths):
        cuts = sorted({start, start + length} | {d for d, _ in censuses if start < d < start + length})
        for a, b in zip(cuts, cuts[1:]):
            pa, pb = interpolated(censuses, a), interpolated(censuses, b)
            for z in range(places):
                for s in range(strata):
                    at_risk[z][t][s] += (b - a) * (pa[z * strata + s] + pb[z * strata + s]) / 2
        start += length
    rate = []
    for s in range(strata):
        c = sum(cases[z][t][s] for z in range(places) for t in range(periods))
        n = sum(at_risk[z][t][s] for z in range(places) for t in range(periods))
        rate.append(c / n)
    return [[sum(rate[s] * at_risk[z][t][s] for s in range(strata)) for t in range(periods)] for z in range(places)]


def scan(xy, cases, measure, llr, window, rates, share=0.5, radius=None, longest=None, fewest=2):
    """All windows; the best of each centre; clusters that share no place. `measure` is what llr takes beside c."""
    places, periods = len(cases), len(cases[0])
    total = sum(map(sum, cases))
    whole = sum(map(sum, measure))
    limit = (periods // 2) if longest is None else longest
    if window == "spatial":
        spans = [(0, periods)]
    elif window.endswith("prospective"):
        spans = [(periods - l, periods) for l in range(1, limit + 1)]
    else:
        spans = [(a, a + l) for l in range(1, limit + 1) for a in range(periods - l + 1)]
    best, windows, top = [], 0, (0.0, None)
    for z in range(places):
        if window.startswith("temporal"):
            if z:
                break
            order, sizes = list(range(places)), [places]
        else:
            order = sorted(range(places), key=lambda i: (math.dist(xy[z], xy[i]), xy[i]))
            if radius is not None:
                order = [i for i in order if math.dist(xy[z], xy[i]) <= radius]
            sizes = range(1, len(order) + 1)
        mine = (0.0, None)
        for k in sizes:
            if not window.startswith("temporal") and sum(sum(measure[i]) for i in order[:k]) > share * whole + 1e-9:
                break
            for a, b in spans:
                windows += 1
                c = sum(sum(cases[i][a:b]) for i in order[:k])
                m = sum(sum(measure[i][a:b]) for i in order[:k])
                e = m * total / whole
                if c > e:
                    if rates == "low" or c < fewest:
                        continue
                elif c < e:
                    if rates == "high":
                        continue
                else:
                    continue
                v = llr(c, m)
                if v > mine[0] + 1e-9:
                    mine = (v, (sorted(order[:k]), a, b, c, e, z))
        if mine[1]:
            best.append(mine)
    best.sort(key=lambda x: -x[0])
    taken, out = set(), []
    for v, (who, a, b, c, e, z) in best:
        if taken & set(who):
            continue
        taken |= set(who)
        rr = None if c == total else (c / e) / ((total - c) / (total - e))
        out.append(dict(places=who, first=a, last=b - 1, observed=c, expected=e, relativeRisk=rr, llr=v))
    return dict(windows=windows, clusters=out)


DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def poisson_draw(rng, mean):
    limit, k, p = math.exp(-mean), 0, rng.random()
    while p > limit:
        k += 1
        p *= rng.random()
    return k


def make(seed, model, window, rates, places, periods, **limits):
    rng = random.Random(seed)
    xy = [(round(rng.uniform(0, 100), 3), round(rng.uniform(0, 100), 3)) for _ in range(places)]
    out = dict(model=model, window=window, rates=rates, x=[p[0] for p in xy], y=[p[1] for p in xy], limits=limits)
    lengths = [DAYS[t % 12] for t in range(periods)]
    out["lengths"] = lengths
    hot = {0, 1, 2}
    raised = lambda z, t: 3.0 if z in hot and t >= periods - 4 else (0.2 if z in {5, 6} else 1.0)
    if model == "poisson":
        strata = 3
        base = [[rng.randint(200, 2000) for _ in range(strata)] for _ in range(places)]
        grow = [rng.uniform(0.7, 1.4) for _ in range(places)]
        days = sum(lengths)
        censuses = [(-100.0, 1.0), (days * 0.3, 0.5), (days * 0.8, 1.0)]
        censuses = [
            (d, [base[z][s] * (grow[z] if i == 1 else grow[z] ** 2 if i == 2 else 1) for z in range(places) for s in range(strata)])
            for i, (d, _) in enumerate(censuses)
        ]
        rate = [0.0008, 0.002, 0.0004]
        strat = [[[poisson_draw(rng, base[z][s] * rate[s] * raised(z, t)) for s in range(strata)]
                  for t in range(periods)] for z in range(places)]
        expected = standardised(strat, strata, places, lengths, censuses)
        cases = [[sum(cell) for cell in row] for row in strat]
        out.update(strata=strata, strataCases=[n for r in strat for c in r for n in c],
                   censusTimes=[d for d, _ in censuses], censusPeople=[p for _, p in censuses],
                   expected=[e for row in expected for e in row])
        measure = expected
        total = sum(map(sum, cases))
        llr = lambda c, m: poisson_llr(c, m, total)
    elif model == "bernoulli":
        cases = [[poisson_draw(rng, 0.8 * raised(z, t)) for t in range(periods)] for z in range(places)]
        controls = [[poisson_draw(rng, 1.5) for t in range(periods)] for z in range(places)]
        measure = [[a + b for a, b in zip(r, q)] for r, q in zip(cases, controls)]
        total, people = sum(map(sum, cases)), sum(map(sum, measure))
        out["controls"] = [n for r in controls for n in r]
        llr = lambda c, m: bernoulli_llr(c, m, total, people)
    else:
        cases = [[poisson_draw(rng, 0.7 * raised(z, t)) for t in range(periods)] for z in range(places)]
        total = sum(map(sum, cases))
        by_t = [sum(r[t] for r in cases) for t in range(periods)]
        measure = [[sum(r) * by_t[t] / total for t in range(periods)] for r in cases]
        llr = lambda c, m: poisson_llr(c, m, total)
    out["cases"] = [n for r in cases for n in r]
    out["answer"] = scan(xy, cases, measure, llr, window, rates, **limits)
    return out


if __name__ == "__main__":
    todo = [
        (1, "poisson", "spaceTime-prospective", "high", 14, 14, {}),
        (2, "poisson", "spaceTime-retrospective", "both", 12, 13, {}),
        (3, "poisson", "spatial", "both", 20, 6, {}),
        (4, "poisson", "temporal-retrospective", "high", 6, 20, {}),
        (5, "poisson", "spaceTime-retrospective", "low", 12, 10, dict(share=0.3, longest=3)),
        (6, "poisson", "spaceTime-prospective", "high", 15, 12, dict(radius=30.0)),
        (7, "bernoulli", "spaceTime-prospective", "both", 13, 12, {}),
        (8, "bernoulli", "spatial", "high", 25, 3, dict(share=0.4)),
        (9, "bernoulli", "temporal-prospective", "high", 5, 24, {}),
        (10, "permutation", "spaceTime-prospective", "high", 14, 16, {}),
        (11, "permutation", "spaceTime-retrospective", "both", 11, 12, dict(fewest=4)),
        (12, "poisson", "temporal-prospective", "both", 6, 18, {}),
    ]
    sets = [make(seed, *rest[:-1], **rest[-1]) for seed, *rest in todo]
    with open(f"{sys.argv[1]}/scan-brute-force.json", "w") as file:
        json.dump(sets, file, separators=(",", ":"))
