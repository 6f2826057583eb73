"""Files for Insight: street crimes as data.police.uk writes them, and the town's own areas as a council sends them."""

import json
import os
import sqlite3

# A point in Eastmere's town centre, in degrees; there is only sea.
TOWN = (1.33289, 53.71999)
HEAD = ("Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
        "Last outcome category,Context\n")
GRID = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}


class InsightFiles:
    """Writes small files into one folder."""

    def __init__(self, program):
        self.database = os.path.join(program.data, "breakwater.sqlite")
        self.folder = os.path.join(program.folder, "places")
        os.makedirs(self.folder, exist_ok=True)

    def keep(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def empty(self, name):
        return self.keep(name, "")

    # Crimes

    def crimes(self):
        """One in town, one with its axes changed about, one elsewhere, one without a place, one of no month."""
        (east, north), anywhere = TOWN, "Violence and sexual offences"
        rows = [
            ("a", "2026-09", east, north), ("b", "2026-09", north, east), ("c", "2026-09", -2.59665, 51.45523),
            ("d", "2026-09", "", ""), ("e", "2026-13", east, north),
        ]
        return self.keep("2026-09-eastmere-street.csv", HEAD + "".join(
            f"{name * 64},{month},Eastmere Police,Eastmere Police,{x},{y},On or near Quay Street,,,{anywhere},"
            "Under investigation,\n" for name, month, x, y in rows))

    # Areas

    def boundaries(self, name, features, grid=False):
        whole = {"type": "FeatureCollection", "features": features}
        return self.keep(name, json.dumps({**whole, "crs": GRID} if grid else whole))

    @staticmethod
    def area(code, name, polygons):
        return {"type": "Feature", "properties": {"LSOA21CD": code, "LSOA21NM": name},
                "geometry": {"type": "MultiPolygon", "coordinates": polygons}}

    def turned(self):
        """One square with latitude before longitude, as it is written by mistake."""
        east, north = TOWN
        ring = [(north, east), (north, east + 0.01), (north + 0.01, east + 0.01), (north + 0.01, east), (north, east)]
        return self.boundaries("turned.geojson", [self.area("J99000001", "Turned", [[ring]])])

    def not_areas(self):
        return self.keep("areas.geojson", HEAD)

    def again(self):
        """The town's own areas, in metres of the National Grid."""
        town = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        found = town.execute(
            "SELECT a.code, a.name, a.outline FROM area a JOIN boundary_set b ON b.id = a.set_id WHERE b.in_use = 1"
        ).fetchall()
        town.close()
        closed = [(code, name, [[ring + ring[:1] for ring in rings] for rings in json.loads(outline)])
                  for code, name, outline in found]
        return len(found), self.boundaries("town.geojson", [self.area(*one) for one in closed], grid=True)
