"""One whole linkage of febrl3 or febrl4 by Splink, with every column compared and names that may have changed places.

Usage: splink_febrl.py OUT-FOLDER FILE.CSV [FILE.CSV] [--threads 2]
"""
import argparse
import logging
import os

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

options = argparse.ArgumentParser()
options.add_argument("out")
options.add_argument("files", nargs="+")
options.add_argument("--threads", type=int, default=2)
given = options.parse_args()
logging.disable(logging.WARNING)
os.makedirs(given.out, exist_ok=True)

con = duckdb.connect()
con.execute(f"SET threads TO {given.threads}")
api = DuckDBAPI(connection=con)
tables = []
for number, path in enumerate(given.files):
    con.execute(f"CREATE TABLE file{number} AS SELECT id AS unique_id, nullif(given_name, '') AS given_name, "
                "nullif(surname, '') AS surname, nullif(address_1, '') AS address, nullif(street_number, '') AS street_number, nullif(suburb, '') AS suburb, "
                "nullif(postcode, '') AS postcode, nullif(date_of_birth, '') AS date_of_birth, nullif(soc_sec_id, '') AS soc_sec_id "
                f"FROM read_csv('{path}', all_varchar = true, header = true)")
    tables.append(api.register(f"file{number}"))


def near(column, measures):
    """Null, exact with frequencies, near by each measure, else."""
    return cl.CustomComparison(output_column_name=column, comparison_levels=[
        cll.NullLevel(column), cll.ExactMatchLevel(column, term_frequency_adjustments=True), *measures, cll.ElseLevel()])


def alike(column):
    return [cll.JaroWinklerLevel(column, threshold) for threshold in (0.92, 0.8, 0.7)]


settings = SettingsCreator(
    link_type="dedupe_only" if len(tables) == 1 else "link_only",
    comparisons=[
        near("given_name", [cll.ColumnsReversedLevel("given_name", "surname", symmetrical=True), *alike("given_name")]),
        near("surname", alike("surname")), near("address", alike("address")), near("suburb", alike("suburb")),
        near("street_number", [cll.LevenshteinLevel("street_number", 1)]),
        near("postcode", [cll.DamerauLevenshteinLevel("postcode", 1)]),
        near("date_of_birth", [cll.DamerauLevenshteinLevel("date_of_birth", 1), cll.DamerauLevenshteinLevel("date_of_birth", 2)]),
        near("soc_sec_id", [cll.DamerauLevenshteinLevel("soc_sec_id", 1), cll.DamerauLevenshteinLevel("soc_sec_id", 2)])],
    blocking_rules_to_generate_predictions=[
        block_on("soc_sec_id"), block_on("given_name"), block_on("surname"), block_on("date_of_birth"), block_on("postcode"),
        block_on("address"), "l.given_name = r.surname AND l.surname = r.given_name"],
    retain_matching_columns=False)
linker = Linker(tables if len(tables) > 1 else tables[0], settings)
linker.training.estimate_probability_two_random_records_match(
    [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")], recall=0.9)
linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("postcode"))
pairs = linker.inference.predict(threshold_match_probability=0.001)
clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=0.95)
write = lambda sql, name: con.execute(f"COPY ({sql}) TO '{os.path.join(given.out, name)}' (HEADER, DELIMITER ',')")
write("SELECT unique_id_l AS id_a, unique_id_r AS id_b, match_probability AS probability, match_weight AS weight "
      f"FROM {pairs.physical_name}", "pairs.csv")
write(f"SELECT unique_id AS id, cluster_id AS cluster FROM {clusters.physical_name}", "clusters.csv")
