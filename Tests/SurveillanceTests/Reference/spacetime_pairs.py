"""Pairs near in space and time: knox-events.json for R, knox-pointpats.json, near-repeat.json.

Near repeats by all pairs in numpy, with the bands as defined: [start, end), the same place a band of its own.
Run with: python spacetime_pairs.py FOLDER (Python 3.11, numpy 2.4, libpysal 4.14.1, pointpats 2.5)
"""
import json, sys, warnings
import numpy as np
import libpysal
from libpysal.io import open as read

warnings.filterwarnings("ignore")
import pointpats

folder = sys.argv[1]
table = read(libpysal.examples.get_path("burkitt.dbf"))
burkitt = dict(x=[float(v) for v in table.by_col("X")], y=[float(v) for v in table.by_col("Y")],
               days=[int(v) for v in table.by_col("T")],
               runs=[dict(distance=20.0, days=5), dict(distance=10.0, days=30), dict(distance=5.0, days=90)])
rng = np.random.default_rng(4)
n = 260
parents = rng.uniform(0, 3000, (130, 2))
start = rng.integers(0, 730, 130)
spots = np.vstack([parents, parents + rng.normal(0, 60, (130, 2)).round()]).round()
spots[130:150] = spots[:20]
days = np.concatenate([start, np.clip(start + rng.integers(0, 20, 130), 0, 760)])
planted = dict(x=spots[:, 0].tolist(), y=spots[:, 1].tolist(), days=days.tolist(),
               runs=[dict(distance=100.0, days=7), dict(distance=300.0, days=28), dict(distance=0.0, days=14)])
json.dump([burkitt, planted], open(f"{folder}/knox-events.json", "w"), separators=(",", ":"))

rows = []
for name, data in (("burkitt", burkitt), ("planted", planted)):
    for run in data["runs"]:
        if run["distance"] == 0:
            continue
        from geopandas import GeoDataFrame
        from shapely import Point
        frame = GeoDataFrame(dict(t=data["days"]), geometry=[Point(*p) for p in zip(data["x"], data["y"])])
        np.random.seed(1)
        test = pointpats.Knox.from_dataframe(frame, time_col="t", delta=run["distance"], tau=run["days"], permutations=99)
        rows.append(dict(set=name, statistic=int(test.statistic_), poissonMore=float(test.p_poisson)))
json.dump(rows, open(f"{folder}/knox-pointpats.json", "w"), separators=(",", ":"))


def cells(x, y, t, distances, days, measure):
    i, j = np.triu_indices(len(x), 1)
    dx, dy = np.abs(x[i] - x[j]), np.abs(y[i] - y[j])
    d = dx + dy if measure == "manhattan" else np.hypot(dx, dy)
    edges = [-1.0, 0.0] + distances
    space = [d == 0] + [(d > 0 if a == 0 else d >= a) & (d < b) for a, b in zip(edges[1:], edges[2:])]

    def table(t):
        apart = np.abs(t[i] - t[j])
        time = [(apart >= a) & (apart < b) for a, b in zip([0] + days, days)]
        return np.array([[int((s & c).sum()) for c in time] for s in space]), [int(c.sum()) for c in time]

    observed, by_days = table(t)
    by_distance = [int(s.sum()) for s in space]
    rng = np.random.default_rng(9)
    draws = np.array([table(rng.permutation(t))[0] for _ in range(999)])
    return dict(measure=measure, distances=distances, days=days, observed=observed.tolist(), byDistance=by_distance,
                byDays=by_days, expected=np.outer(by_distance, by_days / np.float64(len(d))).tolist(),
                mean=draws.mean(0).tolist(), deviation=draws.std(0, ddof=1).tolist(),
                p=(((draws >= observed).sum(0) + 1) / 1000).tolist())


x, y, t = (np.array(planted[k]) for k in ("x", "y", "days"))
json.dump([cells(x, y, t, [100.0, 200.0, 300.0, 400.0], [7, 14, 21, 28], "euclidean"),
           cells(x, y, t, [50.0, 150.0], [1, 2, 30], "manhattan")],
          open(f"{folder}/near-repeat.json", "w"), separators=(",", ":"))
