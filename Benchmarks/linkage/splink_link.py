"""One whole linkage by Splink on DuckDB, as a process of its own, so that its time and memory can be measured.

Usage: splink_link.py ALL.CSV OUT-FOLDER [--clustering plain|refusals] [--cut 0.95] [--threads 2] [--no-keys] [--look-up N]
Writes pairs.csv, clusters.csv and the seconds of each stage in stages.json. Clustering is Splink's own connected
components, or the strongest edge first with refusals. --look-up times N records, one at a time, against all the others.
"""
import argparse
import json
import logging
import os
import time

import duckdb
from splink import DuckDBAPI, Linker

import splink_model


def refuse(con, edges, cut):
    """Clusters by the strongest edge first, never putting two NHS numbers or two UPNs into one person."""
    strong = con.execute(f"SELECT unique_id_l, unique_id_r FROM {edges} WHERE match_probability >= {cut} "
                         "ORDER BY match_weight DESC, unique_id_l, unique_id_r").fetchall()
    root, known = {}, {}
    for record, nhs, upn in con.execute("SELECT unique_id, nhs, upn FROM records").fetchall():
        root[record] = record
        known[record] = (nhs, upn)

    def find(record):
        while root[record] != record:
            root[record] = root[root[record]]
            record = root[record]
        return record

    for left, right in strong:
        a, b = find(left), find(right)
        if a == b or any(x and y and x != y for x, y in zip(known[a], known[b])):
            continue
        root[b] = a
        known[a] = tuple(x or y for x, y in zip(known[a], known[b]))
    return [(record, find(record)) for record in root]


def look_ups(con, api, linker, count):
    """Seconds for each of some new records against all that stand, with a trained model and known frequencies."""
    for column in ("forename", "surname"):
        linker.table_management.compute_tf_table(column)
    standing = api.register("records")
    times = []
    for number in range(count):
        con.execute(f"CREATE OR REPLACE TABLE new_{number} AS SELECT * REPLACE ('new' AS unique_id) FROM records "
                    f"LIMIT 1 OFFSET {1 + number * 977}")
        new = api.register(f"new_{number}")
        began = time.perf_counter()
        linker.inference.predict_between(new, standing, threshold_match_probability=0.01).as_record_list()
        times.append(round(time.perf_counter() - began, 4))
    return times


def main():
    options = argparse.ArgumentParser()
    options.add_argument("file")
    options.add_argument("out")
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--clustering", choices=["plain", "refusals"], default="plain")
    options.add_argument("--cut", type=float)
    options.add_argument("--no-keys", action="store_true")
    options.add_argument("--look-up", type=int, default=0)
    given = options.parse_args()
    logging.disable(logging.WARNING)
    os.makedirs(given.out, exist_ok=True)
    stages, begun = {}, time.perf_counter()

    def stage(name):
        nonlocal begun
        stages[name] = round(time.perf_counter() - begun, 2)
        begun = time.perf_counter()

    con = duckdb.connect()
    con.execute(f"SET threads TO {given.threads}")
    splink_model.prepare(con, given.file)
    stage("prepare")
    api = DuckDBAPI(connection=con)
    linker = Linker(api.register("records"), splink_model.settings(keys=not given.no_keys))
    splink_model.train(linker)
    stage("train")
    pairs = linker.inference.predict(threshold_match_probability=0.01)
    stage("predict")
    write = lambda sql, name: con.execute(f"COPY ({sql}) TO '{os.path.join(given.out, name)}' (HEADER, DELIMITER ',')")
    # Each within .0003 of its best of seven thresholds by truth (README.md).
    if given.clustering == "plain":
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_probability=given.cut or 0.95)
        stage("cluster")
        write(f"SELECT unique_id AS id, cluster_id AS cluster FROM {clusters.physical_name}", "clusters.csv")
    else:
        found = refuse(con, pairs.physical_name, given.cut or 0.5)
        stage("cluster")
        with open(os.path.join(given.out, "clusters.csv"), "w") as file:
            file.write("id,cluster\n")
            file.writelines(f"{record},{person}\n" for record, person in found)
    write("SELECT unique_id_l AS id_a, unique_id_r AS id_b, match_probability AS probability, match_weight AS weight "
          f"FROM {pairs.physical_name}", "pairs.csv")
    stage("write")
    if given.look_up:
        stages["lookUps"] = look_ups(con, api, linker, given.look_up)
    stages["records"] = con.execute("SELECT count(*) FROM records").fetchone()[0]
    stages["pairs"] = con.execute(f"SELECT count(*) FROM {pairs.physical_name}").fetchone()[0]
    json.dump(stages, open(os.path.join(given.out, "stages.json"), "w"))


main()
