"""Exact sums of kernels at pixel centres and exact edge masses, independent of spatstat's pixels.

Run from the project's root after space_density.R:
    python3 Tests/SurveillanceTests/Reference/space_density.py Tests/SurveillanceTests/Fixtures/space
Python 3.11, numpy 2.4.6, scipy 1.17.1. Edge masses are integrals over lines from west to east: closed along the line,
adaptive quadrature between the corners of the window across them.
"""
import json
import sys
import numpy as np
from scipy.integrate import quad
from scipy.special import ndtr

folder = sys.argv[1]
data = json.load(open(f"{folder}/spatstat.json"))


def crossings(rings, y):
    xs = []
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
            if (ay > y) != (by > y):
                xs.append(ax + (y - ay) / (by - ay) * (bx - ax))
    return sorted(xs)


def inside(rings, x, y):
    return sum(c > x for c in crossings(rings, y)) % 2 == 1


def gaussian_mass(rings, ux, uy, sigma):
    def line(y):
        xs = crossings(rings, y)
        part = sum(ndtr((b - ux) / sigma) - ndtr((a - ux) / sigma) for a, b in zip(xs[::2], xs[1::2]))
        return part * np.exp(-0.5 * ((y - uy) / sigma) ** 2) / (np.sqrt(2 * np.pi) * sigma)
    return integrate(line, rings, uy, 9 * sigma)


def quartic_mass(rings, ux, uy, radius):
    def primitive(x, rest):  # of (rest - x^2)^2
        return rest * rest * x - 2 * rest * x**3 / 3 + x**5 / 5
    def line(y):
        rest = 1 - ((y - uy) / radius) ** 2
        if rest <= 0:
            return 0.0
        half = np.sqrt(rest)
        total = 0.0
        xs = crossings(rings, y)
        for a, b in zip(xs[::2], xs[1::2]):
            lo, hi = (np.clip((v - ux) / radius, -half, half) for v in (a, b))
            total += primitive(hi, rest) - primitive(lo, rest)
        return 3 / np.pi * total / radius
    return integrate(line, rings, uy, radius)


def integrate(line, rings, uy, reach):
    ys = sorted({p[1] for r in rings for p in r})
    low, high = max(ys[0], uy - reach), min(ys[-1], uy + reach)
    cuts = [low] + [y for y in ys if low < y < high] + [high]
    return sum(quad(line, a, b, epsabs=1e-13, epsrel=1e-11, limit=200)[0] for a, b in zip(cuts, cuts[1:]) if b > a)


result = {}
for name, d in data.items():
    points, rings, sigma = np.array(d["points"]), d["rings"], d["sigma"]
    radius = sigma * np.sqrt(8)
    flat = np.array([p for r in rings for p in r])
    (x0, y0), (x1, y1) = flat.min(0), flat.max(0)
    side = 12
    gaussian, quartic, mass, quartic_masses = [], [], [], []
    for row in range(side):
        for column in range(side):
            ux, uy = x0 + (column + 0.5) * (x1 - x0) / side, y0 + (row + 0.5) * (y1 - y0) / side
            if not inside(rings, ux, uy):
                for l in (gaussian, quartic, mass, quartic_masses):
                    l.append(None)
                continue
            d2 = ((points - [ux, uy]) ** 2).sum(1)
            gaussian.append(float(np.exp(-0.5 * d2 / sigma**2).sum() / (2 * np.pi * sigma**2)))
            quartic.append(float((3 / (np.pi * radius**2) * np.maximum(0, 1 - d2 / radius**2) ** 2).sum()))
            mass.append(gaussian_mass(rings, ux, uy, sigma))
            quartic_masses.append(quartic_mass(rings, ux, uy, radius))
    # Some events, among them one of Humberside's homes that lies on the window's side.
    some = list(range(0, len(points), max(1, len(points) // 20))) + ([35] if name == "humberside" else [])
    result[name] = {
        "side": side, "gaussian": gaussian, "quartic": quartic, "mass": mass, "quartic_mass": quartic_masses,
        "events": some, "event_mass": [gaussian_mass(rings, *points[i], sigma) for i in some],
    }
json.dump(result, open(f"{folder}/exact-density.json", "w"))
