"""Runs the real Splink on a model exported by the engine and compares its probabilities with the engine's own.

Usage: check_export.py FOLDER with settings.json, records.csv and scores.csv (id_a, id_b, weight, probability).
Ends with 1 when any probability or weight differs by more than 1e-6. Few records only: every pair is scored.
"""
import json
import logging
import os
import sys

import duckdb
from splink import DuckDBAPI, Linker

folder = sys.argv[1]
logging.disable(logging.WARNING)
con = duckdb.connect()
read = lambda name: f"read_csv('{os.path.join(folder, name)}', all_varchar = true, header = true)"
con.execute(f"CREATE TABLE records AS SELECT * FROM {read('records.csv')}")
api = DuckDBAPI(connection=con)
settings = json.load(open(os.path.join(folder, "settings.json")))
settings["blocking_rules_to_generate_predictions"] = ["1 = 1"]
pairs = Linker(api.register("records"), settings).inference.predict()
con.execute(f"CREATE TABLE ours AS SELECT id_a, id_b, cast(weight AS DOUBLE) weight, cast(probability AS DOUBLE) probability "
            f"FROM {read('scores.csv')}")
count, missing, weight, probability = con.execute(f"""
    SELECT count(*), count(*) - count(s.match_weight), max(abs(o.weight - s.match_weight)),
        max(abs(o.probability - s.match_probability))
    FROM ours o LEFT JOIN {pairs.physical_name} s
    ON least(o.id_a, o.id_b) = least(s.unique_id_l, s.unique_id_r) AND greatest(o.id_a, o.id_b) = greatest(s.unique_id_l, s.unique_id_r)
""").fetchone()
print(f"{count:,} pairs, {missing} not scored by Splink; largest difference of weight {weight:.2e}, of probability {probability:.2e}")
sys.exit(0 if missing == 0 and max(weight, probability) <= 1e-6 else 1)
