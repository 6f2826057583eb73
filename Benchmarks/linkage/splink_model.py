"""A tuned Splink model of agencies' files: what a good analyst would write, with the names prepared for it.

Preparation, comparisons and blocking are described in README.md. The lists of nicknames, spellings and names of honour
are read from the engine's own source, so that both engines know the same names.
"""
import os
import re

import jellyfish
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import SettingsCreator, block_on

NAMES = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                     "../../Sources/Engines/Linkage/Names/NameFamilies.swift")


def name_lists():
    """Families of names (one a line), and the names of honour."""
    source = open(NAMES, encoding="utf-8").read()
    families = []
    for part in ("nicknames", "spellings"):
        block = re.search(r'let ' + part + r' = """\n(.*?)"""', source, re.S).group(1)
        families += [line.split() for line in block.strip().split("\n")]
    honour = re.search(r"let honorifics: Set<String> = \[(.*?)\]", source, re.S).group(1)
    return families, re.findall(r'"(\w+)"', honour)


FOLD = """
CREATE MACRO fold(x) AS nullif(trim(regexp_replace(regexp_replace(strip_accents(lower(x)), '[''`’]', '', 'g'),
    '[^a-z0-9]+', ' ', 'g')), '');
CREATE MACRO words(x) AS coalesce(list_filter(string_split(fold(x), ' '), lambda w: w <> ''), []);
CREATE MACRO nhs_ok(n) AS regexp_full_match(n, '[0-9]{10}') AND (11 - list_sum(list_transform([1,2,3,4,5,6,7,8,9],
    lambda i: (11 - i) * cast(substr(n, i, 1) AS INT))) % 11) % 11 = cast(substr(n, 10, 1) AS INT);
CREATE MACRO upn_ok(u) AS regexp_full_match(u, '[A-Z][0-9]{12}') AND substr('ABCDEFGHJKLMNPQRTUVWXYZ',
    1 + cast(list_sum(list_transform([2,3,4,5,6,7,8,9,10,11,12,13],
    lambda i: i * cast(substr(u, i, 1) AS INT))) % 23 AS INT), 1) = substr(u, 1, 1);
"""

PREPARE = """
CREATE TABLE records AS
WITH named AS (
    SELECT *, words(forename) AS w, words(middle_names) AS mw, words(surname) AS sw,
        list_transform(regexp_extract_all(coalesce(address, ''), '[0-9]+'), lambda n: cast(n AS BIGINT)) AS numbers
    FROM raw),
called AS (
    SELECT *, CASE WHEN len(w) > 1 AND w[1] IN (SELECT name FROM honour) THEN w[2:] ELSE w END AS g FROM named)
SELECT id AS unique_id, called.source AS agency, nullif(local_id, '') AS local_id,
    g[1] AS forename, f.families, f.sound AS forename_sound,
    CASE WHEN len(g || mw) > 0 THEN list_distinct(g || mw) END AS given,
    nullif(array_to_string(sw, ''), '') AS surname, CASE WHEN len(sw) > 0 THEN list_distinct(sw) END AS surnames,
    s.sound AS surname_sound, nullif(dob, '') AS dob,
    nullif(dob[1:4], '') AS birth_year,
    CASE WHEN dob <> '' THEN dob[1:4] || least(dob[6:7], dob[9:10]) || greatest(dob[6:7], dob[9:10]) END AS birth_key,
    nullif(sex, '') AS sex,
    nullif(regexp_extract(replace(upper(postcode), ' ', ''), '^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$'), '') AS postcode,
    CASE WHEN len(numbers) > 0 THEN array_to_string(list_sort(numbers), '-') END AS house,
    nullif(list_filter(words(address), lambda x: regexp_full_match(x, '[a-z]{3,}') AND x <> 'flat')[1], '') AS street,
    CASE WHEN upn_ok(upn) THEN upn END AS upn, CASE WHEN nhs_ok(nhs_number) THEN nhs_number END AS nhs,
    nullif(pnc, '') AS pnc,
FROM called LEFT JOIN known f ON f.word = g[1] LEFT JOIN known s ON s.word = array_to_string(sw, '')
"""


def prepare(con, path):
    """Reads the file and makes the table `records`."""
    con.execute(FOLD)
    con.execute("CREATE TABLE raw AS SELECT * REPLACE (coalesce(dob, '') AS dob) "
                "FROM read_csv($path, all_varchar = true, header = true)", {"path": path})
    families, honour = name_lists()
    con.execute("CREATE TABLE honour AS SELECT unnest($names) AS name", {"names": honour})
    numbers = {}
    for number, names in enumerate(families):
        for name in names:
            numbers.setdefault(name, []).append(number)
    found = con.execute("SELECT DISTINCT unnest(words(forename)) FROM raw UNION "
                        "SELECT DISTINCT array_to_string(words(surname), '') FROM raw").fetchall()
    words = [w for w, in found if w]
    known = {"word": words, "families": [numbers.get(w) for w in words], "sound": [jellyfish.metaphone(w) or None for w in words]}
    con.execute("CREATE TABLE known AS SELECT unnest($word) AS word, unnest($families::INT[][]) AS families, "
                "unnest($sound) AS sound", known)
    con.execute(PREPARE)
    con.execute("DROP TABLE raw")


def level(sql, label, **more):
    return {"sql_condition": sql, "label_for_charts": label, **more}


def intersect(column):
    return f'array_length(list_intersect("{column}_l", "{column}_r")) >= 1'


ELSE = level("ELSE", "all other")


def identifier(name, u):
    """Same or different; chance agreement is too rare to be met in random pairs, so it is set by hand."""
    return {"output_column_name": name, "comparison_levels": [
        level(f'"{name}_l" IS NULL OR "{name}_r" IS NULL', "not known", is_null_level=True),
        level(f'"{name}_l" = "{name}_r"', "same", u_probability=u, fix_u_probability=True),
        ELSE]}


def settings(keys):
    """The model; with `keys`, agencies' own keys and PNC numbers are compared as well."""
    forename = {"output_column_name": "forename", "comparison_levels": [
        level('"forename_l" IS NULL OR "forename_r" IS NULL', "not known", is_null_level=True),
        level('"forename_l" = "forename_r"', "same", tf_adjustment_column="forename", tf_adjustment_weight=1.0),
        level('"forename_l" = "surname_r" AND "surname_l" = "forename_r"', "swapped"),
        level(intersect("given"), "a given name shared"),
        level(intersect("families"), "nickname or spelling"),
        level('jaro_winkler_similarity("forename_l", "forename_r") >= 0.92', "very near"),
        level('"forename_sound_l" = "forename_sound_r"', "sounds alike"),
        level('jaro_winkler_similarity("forename_l", "forename_r") >= 0.85', "near"),
        level('jaro_winkler_similarity("forename_l", "forename_r") >= 0.70', "faintly alike"),
        ELSE]}
    surname = {"output_column_name": "surname", "comparison_levels": [
        level('"surname_l" IS NULL OR "surname_r" IS NULL', "not known", is_null_level=True),
        level('"surname_l" = "surname_r"', "same", tf_adjustment_column="surname", tf_adjustment_weight=1.0),
        level(intersect("surnames"), "a part shared"),
        level('jaro_winkler_similarity("surname_l", "surname_r") >= 0.92', "very near"),
        level('"surname_sound_l" = "surname_sound_r"', "sounds alike"),
        level('jaro_winkler_similarity("surname_l", "surname_r") >= 0.80', "near"),
        ELSE]}
    dob = {"output_column_name": "dob", "comparison_levels": [
        level('"dob_l" IS NULL OR "dob_r" IS NULL', "not known", is_null_level=True),
        level('"dob_l" = "dob_r"', "same"),
        level('"birth_key_l" = "birth_key_r"', "day and month swapped"),
        level('levenshtein("dob_l", "dob_r") <= 1', "one edit"),
        level('"birth_year_l" = "birth_year_r" AND (right("dob_l", 5) = \'01-01\' OR right("dob_r", 5) = \'01-01\')',
              "1 January of the year"),
        level('"birth_year_l" = "birth_year_r"', "same year"),
        level('abs(cast("birth_year_l" AS INT) - cast("birth_year_r" AS INT)) <= 10', "within ten years"),
        ELSE]}
    place = {"output_column_name": "place", "comparison_levels": [
        level('("postcode_l" IS NULL OR "postcode_r" IS NULL) AND ("street_l" IS NULL OR "street_r" IS NULL)',
              "not known", is_null_level=True),
        level('"postcode_l" = "postcode_r" AND "house_l" = "house_r"', "same house"),
        level('"postcode_l" = "postcode_r"', "same postcode"),
        level('"street_l" = "street_r" AND "house_l" = "house_r"', "same house and street"),
        level('left("postcode_l", -2) = left("postcode_r", -2)', "same sector"),
        level('"street_l" = "street_r"', "same street"),
        level('left("postcode_l", -3) = left("postcode_r", -3)', "same district"),
        ELSE]}
    comparisons = [forename, surname, dob, cl.ExactMatch("sex"), place, identifier("upn", 1e-7), identifier("nhs", 1e-7)]
    rules = [
        block_on("nhs"), block_on("upn"),
        block_on("dob", "surname"), block_on("dob", "forename"), block_on("dob", "postcode"),
        block_on("dob", "forename_sound"), block_on("dob", "surname_sound"),
        block_on("forename", "surname", "birth_year"), block_on("forename", "surname", "postcode"),
        block_on("forename", "postcode", "house"), block_on("birth_key", "surname_sound"),
        block_on("forename", "postcode", "birth_year"),
        block_on("given", "dob", arrays_to_explode=["given"]),
        block_on("surnames", "forename", "birth_year", arrays_to_explode=["surnames"]),
    ]
    if keys:
        comparisons += [identifier("pnc", 1e-7), {"output_column_name": "own_key", "comparison_levels": [
            level('"agency_l" <> "agency_r" OR "local_id_l" IS NULL OR "local_id_r" IS NULL', "not known", is_null_level=True),
            level('"local_id_l" = "local_id_r"', "same", u_probability=1e-6, fix_u_probability=True),
            ELSE]}]
        rules += [block_on("pnc"), block_on("agency", "local_id")]
    return SettingsCreator(
        link_type="dedupe_only", comparisons=comparisons, blocking_rules_to_generate_predictions=rules,
        retain_matching_columns=False, retain_intermediate_calculation_columns=False)


def train(linker):
    """Prior, u and m; m is learnt from three blocks so that every comparison is left free by one of them."""
    sure = [block_on("nhs"), block_on("upn"), block_on("forename", "surname", "dob")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for block in (block_on("dob", "surname_sound"), block_on("forename", "surname"), block_on("postcode", "house", "forename")):
        linker.training.estimate_parameters_using_expectation_maximisation(block)
