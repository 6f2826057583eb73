"""Makes the fixtures of the evaluation and calibration tests: the same figures worked out another way.

Usage: make_evaluation.py [FOLDER]. Every figure is counted over all pairs, without the shortcuts of the engine;
isotonic regression and kappa are scikit-learn's.
"""
import itertools
import json
import os
import random
import sys

from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import cohen_kappa_score

OUT = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
chance = random.Random(7)


def evaluation():
    people = [chance.randrange(30) for _ in range(90)]
    twins = {p: chance.random() < 0.3 for p in range(30)}
    clusters = [p if chance.random() < 0.85 else chance.randrange(34) for p in people]
    pairs = list(itertools.combinations(range(90), 2))
    same = [people[a] == people[b] for a, b in pairs]
    scored = []
    for (a, b), is_same in zip(pairs, same):
        score = min(1, max(0, round(chance.gauss(0.8 if is_same else 0.3, 0.2), 2)))
        if is_same or score > 0.4:
            scored.append((a, b, score))
    linked = [clusters[a] == clusters[b] for a, b in pairs]
    right = sum(l and s for l, s in zip(linked, same))
    members = lambda where, value: {i for i, v in enumerate(where) if v == value}
    shared = [len(members(clusters, clusters[i]) & members(people, people[i])) for i in range(90)]
    purity = sum(s / len(members(clusters, clusters[i])) for i, s in enumerate(shared)) / 90
    complete = sum(s / len(members(people, people[i])) for i, s in enumerate(shared)) / 90
    known = sorted(set(people))
    sharing = {p for p in known
               if any(people[j] != p and clusters[j] == clusters[i] for i in members(people, p) for j in range(90))}
    split = {p for p in known if len({clusters[i] for i in members(people, p)}) > 1}
    exact = [members(clusters, clusters[i]) == members(people, people[i]) for i in range(90)]
    thresholds = []
    for threshold in [0.01, 0.3, 0.5, 0.77, 0.8, 0.95, 1.0]:
        said = [(a, b) for a, b, s in scored if s >= threshold]
        thresholds.append({"threshold": threshold, "links": len(said),
                           "right": sum(people[a] == people[b] for a, b in said)})
    best = 0
    for threshold in {s for _, _, s in scored}:
        said = [(a, b) for a, b, s in scored if s >= threshold]
        hits = sum(people[a] == people[b] for a, b in said)
        best = max(best, 2 * hits / (len(said) + sum(same)))
    by_twin = {str(int(t)): {"people": len([p for p in known if twins[p] == t]),
                             "sharing": len([p for p in sharing if twins[p] == t]),
                             "split": len([p for p in split if twins[p] == t]),
                             "records": sum(twins[p] == t for p in people),
                             "exact": sum(e for e, p in zip(exact, people) if twins[p] == t)} for t in (False, True)}
    return {"people": people, "twin": [str(int(twins[p])) for p in people], "clusters": clusters,
            "scored": [{"a": a, "b": b, "score": s} for a, b, s in scored], "truePairs": sum(same),
            "closure": {"precision": right / sum(linked), "recall": right / sum(same)},
            "bCubed": {"precision": purity, "recall": complete}, "sharing": len(sharing), "split": len(split),
            "exact": sum(exact), "thresholds": thresholds, "bestF1": best, "byTwin": by_twin}


def isotonic():
    cases = []
    for size, weighted in [(5, False), (40, False), (40, True), (200, True)]:
        x = [round(chance.uniform(-5, 5), 1) for _ in range(size)]
        y = [float(chance.random() < 1 / (1 + 2 ** -v)) for v in x]
        w = [chance.choice([0.5, 1, 2]) if weighted else 1 for _ in x]
        fit = IsotonicRegression(out_of_bounds="clip").fit(x, y, sample_weight=w)
        at = [-7.0, -5.0, -2.35, -0.05, 0.0, 1.23, 4.9, 9.0] + x[:5]
        cases.append({"x": x, "y": y, "weights": w, "at": at, "fitted": [float(v) for v in fit.predict(at)]})
    return cases


def kappa():
    cases = []
    for size in (4, 30, 200):
        first = [chance.choice(["same", "different", "notSure"]) for _ in range(size)]
        second = [a if chance.random() < 0.6 else chance.choice(["same", "different", "notSure"]) for a in first]
        cases.append({"first": first, "second": second, "kappa": float(cohen_kappa_score(first, second))})
    return cases


for name, value in [("evaluation.json", evaluation()), ("isotonic.json", isotonic()), ("kappa.json", kappa())]:
    json.dump(value, open(os.path.join(OUT, name), "w"), indent=0)
