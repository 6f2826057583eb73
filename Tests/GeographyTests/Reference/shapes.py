"""Makes Fixtures/shapes.json: python3 shapes.py > ../Fixtures/shapes.json

shapely 2.2.0 (GEOS). Random star-shaped polygons with a hole, some in two pieces: area, centroid, and which of some
points lie inside; points nearer than 1e-9 to an edge are left out, where the half-open rule decides and not GEOS.
"""
import json
import math
import random

import shapely
from shapely.geometry import MultiPolygon, Point, Polygon

random.seed(7)


def star(x, y, size, corners):
    angles = sorted(random.uniform(0, 2 * math.pi) for _ in range(corners))
    radii = [size * random.uniform(0.4, 1) for _ in angles]
    return [(x + r * math.cos(a), y + r * math.sin(a)) for a, r in zip(angles, radii)]


shapes = []
while len(shapes) < 40:
    pieces = []
    for piece in range(random.choice([1, 1, 2])):
        x, y = 358000 + 5000 * piece, 173000
        outer, hole = star(x, y, 2000, random.randint(8, 60)), star(x, y, 500, random.randint(3, 9))
        pieces.append(Polygon(outer, [hole]))
    shape = MultiPolygon(pieces)
    if not shape.is_valid:
        continue
    points = []
    while len(points) < 60:
        point = Point(random.uniform(355000, 366000), random.uniform(170500, 175500))
        if shape.boundary.distance(point) > 1e-9:
            points.append([point.x, point.y, bool(shape.contains(point)), shape.boundary.distance(point)])
    shapes.append({
        "polygons": [[list(p.exterior.coords)] + [list(r.coords) for r in p.interiors] for p in pieces],
        "area": shape.area, "centroid": [shape.centroid.x, shape.centroid.y], "points": points,
    })
print(json.dumps({"shapely": shapely.__version__, "shapes": shapes}))
