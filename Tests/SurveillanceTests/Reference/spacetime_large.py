"""Scans of larger maps with their p values, as Fixtures/spacetime/scan-large.json, independent of the engine.

The data are made here; nothing of them is anybody's. Every circle is laid with numpy (sums of the cases in order of
distance) and judged by 999 drawn data sets, with the formulas of Kulldorff 1997 (Poisson) and 2005 (permutation of the
days among the cases) and the Gumbel fit of Abrams, Kleinman and Kulldorff 2010.

1. 280 places in two towns and the country between them, 560 cases, up to half and up to a tenth of the expected.
2. 25 places on a lattice, whose distances are often equal, 1,001 days: prospective, all circles and those up to 50 wide.

Run with: python spacetime_large.py FOLDER (Python 3.11.7, numpy 2.4.6; SaTScan itself was not run)
"""
import json, math, sys
import numpy as np

DRAWS = 999


def order(xy, centre):
    """Places by distance; those equally far by x, then y."""
    return sorted(range(len(xy)), key=lambda i: (math.dist(xy[centre], xy[i]), xy[i][0], xy[i][1]))


def xlogy(x, y):
    return np.where(x > 0, x * np.log(np.where(x > 0, y, 1)), 0)


def ratio(c, e, total):
    """Kulldorff's log likelihood ratio where more cases are seen than expected, else 0; two cases at the fewest."""
    c, e = np.broadcast_arrays(np.asarray(c, float), np.asarray(e, float))
    sound = (e > 0) & (e < total) & (c > e) & (c >= 2)
    inner = np.where(sound, e, 1)
    value = xlogy(c, c / inner) + xlogy(total - c, (total - c) / np.where(sound, total - e, 1))
    return np.where(sound, value, 0)


def gumbel(maxima, value):
    mean, deviation = np.mean(maxima), np.std(maxima, ddof=1)
    scale = deviation * math.sqrt(6) / math.pi
    return 1 - math.exp(-math.exp(-(value - mean + np.euler_gamma * scale) / scale))


def apart(best):
    """The best window of each centre, without those that share a place with a better one."""
    taken, out = set(), []
    for window in sorted(best, key=lambda w: -w["llr"]):
        if not taken & set(window["places"]):
            taken |= set(window["places"])
            out.append(window)
    return out


def poisson(rng, xy, people, cases, share):
    total = int(cases.sum())
    expected = people * total / people.sum()
    orders = np.array([order(xy, z) for z in range(len(xy))])
    inside = np.cumsum(expected[orders], axis=1)
    allowed = inside <= share * total + 1e-9

    def values(counts):
        return np.where(allowed, ratio(np.cumsum(counts[orders], axis=1), inside, total), 0)

    seen = values(cases)
    best = []
    for z in range(len(xy)):
        k = int(np.argmax(seen[z] > seen[z].max() - 1e-9))
        if seen[z, k] > 0:
            c, e = int(cases[orders[z, :k + 1]].sum()), float(inside[z, k])
            best.append(dict(places=sorted(map(int, orders[z, :k + 1])), centre=z, observed=c, expected=e,
                             relativeRisk=(c / e) / ((total - c) / (total - e)), llr=float(seen[z, k])))
    maxima = np.array([values(rng.multinomial(total, people / people.sum())).max() for _ in range(DRAWS)])
    clusters = apart(best)[:6]
    for cluster in clusters:
        cluster["p"] = (1 + int((maxima >= cluster["llr"] - 1e-9).sum())) / (DRAWS + 1)
    return dict(share=share, windows=int(allowed.sum()), clusters=clusters,
                gumbel=gumbel(maxima, clusters[0]["llr"]))


def prospective(rng, xy, sites, days, periods, radius):
    """Cases at a site on a day each; windows end with the last day and are up to half the days long."""
    total, longest = len(sites), periods // 2
    at = np.bincount(sites, minlength=len(xy))
    circles = []
    for z in range(len(xy)):
        who = [i for i in order(xy, z) if radius is None or math.dist(xy[z], xy[i]) <= radius]
        circles += [(z, who[:k]) for k in range(1, len(who) + 1) if at[who[:k]].sum() <= total / 2 + 1e-9]
    member = np.zeros((len(circles), len(xy)))
    for row, (_, who) in enumerate(circles):
        member[row, who] = 1

    def values(days):
        # Cases in the newest 1, 2, … days, site by site.
        newest = np.zeros((len(xy), longest))
        late = days >= periods - longest
        np.add.at(newest, (sites[late], periods - 1 - days[late]), 1)
        newest = np.cumsum(newest, axis=1)
        expected = (member @ at)[:, None] * newest.sum(axis=0)[None, :] / total
        return member @ newest, expected, ratio(member @ newest, expected, total)

    seen, expected, value = values(days)
    best = {}
    for row, (z, who) in enumerate(circles):
        k = int(np.argmax(value[row] > value[row].max() - 1e-9))
        if value[row, k] > 0 and value[row, k] > best.get(z, {"llr": 0})["llr"] + 1e-9:
            best[z] = dict(places=sorted(who), first=periods - 1 - k, observed=int(seen[row, k]),
                           expected=float(expected[row, k]), llr=float(value[row, k]))
    maxima = np.array([values(rng.permutation(days))[2].max() for _ in range(DRAWS)])
    clusters = apart(best.values())[:3]
    for cluster in clusters:
        cluster["p"] = (1 + int((maxima >= cluster["llr"] - 1e-9).sum())) / (DRAWS + 1)
    return clusters


def towns(rng):
    spots = np.concatenate([rng.normal((20, 30), 4, (130, 2)), rng.normal((70, 60), 5, (100, 2)),
                            rng.uniform(0, 100, (50, 2))])
    xy = [(round(float(x), 3), round(float(y), 3)) for x, y in spots]
    people = rng.integers(800, 9_000, len(xy)).astype(float)
    risk = np.ones(len(xy))
    risk[order(xy, 10)[:18]] = 2.9
    risk[order(xy, 150)[:8]] = 2.9
    weight = people * risk
    return xy, people, rng.multinomial(560, weight / weight.sum())


def lattice(rng, raised):
    """A hundred cases on 25 places; `raised` of them are moved to one corner and the last 60 days."""
    xy = [(float(10 + 20 * i), float(10 + 20 * j)) for i in range(5) for j in range(5)]
    sites, days = rng.integers(0, 25, 100), rng.integers(0, 1_001, 100)
    sites[:raised], days[:raised] = rng.choice([0, 1, 5, 6], raised), rng.integers(941, 1_001, raised)
    return xy, sites, days


if __name__ == "__main__":
    rng = np.random.default_rng(20_261_123)
    xy, people, cases = towns(rng)
    answer = dict(towns=dict(places=xy, people=list(people), cases=[int(n) for n in cases],
                             runs=[poisson(rng, xy, people, cases, share) for share in (0.5, 0.1)]), lattice=[])
    for raised, radius in ((1, None), (3, 50)):
        xy, sites, days = lattice(rng, raised)
        answer["lattice"].append(dict(
            places=xy, cases=[[int(s), int(d)] for s, d in zip(sites, days)], radius=radius,
            clusters=prospective(rng, xy, sites, days, 1_001, radius)))
    for run in answer["towns"]["runs"] + answer["lattice"]:
        print([(len(c["places"]), c["observed"], round(c["expected"], 2), round(c["llr"], 4), c["p"])
               for c in run["clusters"]], run.get("gumbel"))
    with open(f"{sys.argv[1]}/scan-large.json", "w") as file:
        json.dump(answer, file, separators=(",", ":"))
