"""Makes Fixtures/national-grid.json: python3 national_grid.py > ../Fixtures/national-grid.json

pyproj 3.7.2 with PROJ 9.5.1. The datum by the seven numbers of EPSG:1314 alone, without OSTN15, which is what the
program does. Points are drawn with a fixed seed over the box of Great Britain.
"""
import json
import random

import pyproj

grid = (
    "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
    "+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs"
)
there = pyproj.Transformer.from_crs("+proj=longlat +datum=WGS84 +no_defs", grid, always_xy=True)
back = pyproj.Transformer.from_crs(grid, "+proj=longlat +datum=WGS84 +no_defs", always_xy=True)
random.seed(20261123)
rows = []
for _ in range(200):
    longitude, latitude = round(random.uniform(-8, 1.8), 9), round(random.uniform(49.9, 60.9), 9)
    easting, northing = there.transform(longitude, latitude)
    returned = back.transform(easting, northing)
    rows.append([longitude, latitude, easting, northing, *returned])
print(json.dumps({"pyproj": pyproj.__version__, "proj": pyproj.proj_version_str, "rows": rows}))
