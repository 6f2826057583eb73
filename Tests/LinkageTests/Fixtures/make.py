"""Makes the fixtures of the Splink tests with the real Splink and DuckDB.

Usage: make.py [FOLDER] [TEXT_PAIRS]. Needs splink==5.0.0 and duckdb==2.0.0 (Benchmarks/linkage/requirements.txt).
All people in it are invented. The same call always writes the same files, but for Splink's own random ids.
"""
import csv
import json
import logging
import os
import random
import sys

import duckdb
import pyarrow
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import ColumnExpression, DuckDBAPI, Linker, SettingsCreator, block_on

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = sys.argv[1] if len(sys.argv) > 1 else HERE
TEXT_PAIRS = int(sys.argv[2]) if len(sys.argv) > 2 else 400
chance = random.Random(20261123)

FORENAMES = """Amina Aisha Mohammed Muhammad Oliver Olivia Kai Kayleigh Chloe Zoë José Zofia Łukasz Jakub Tariq Tyler Marlon
Shanice Ava Noah Leah Leila Siân Seán Precious Emmanuel Blessing Rosie Rosemary Thomas Tom Katherine Kate Catherine""".split()
SURNAMES = """Smith Khan Patel Hussain Ahmed Jones Taylor O'Neil Nowak Kowalska Okafor Adeyemi Brown Browne Clarke Clark
Begum Ali Williams Müller García Campbell Grant Green Greene Ward Wood""".split()
STREETS = ["Quay Road", "Harbour Lane", "Mill Street", "Orchard Close", "Station Road"]


def typo(text):
    """A text with one slip of the keyboard."""
    if len(text) < 2:
        return text
    place = chance.randrange(len(text) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return text[:place] + text[place + 1:]
    if kind == 1:
        return text[:place] + text[place + 1] + text[place] + text[place + 2:]
    letter = chance.choice("aeiourstnlé")
    return text[:place] + letter + text[place + (kind == 2):]


def text_pairs(count):
    """Pairs of texts from equal to unlike, with accents, other scripts, long and empty ones."""
    pairs = [("", ""), ("a", ""), ("", "abc"), ("a", "a"), ("a", "b"), ("ca", "abc"), ("José", "Jose"), ("Łukasz", "Lukasz"),
             ("MARTHA", "MARHTA"), ("DIXON", "DICKSONX"), ("DWAYNE", "DUANE"), ("مريم", "مريام"), ("a" * 70, "a" * 69 + "b"),
             ("abcdefgh" * 12, "hgfedcba" * 12), ("aaaa", "aaab"), ("ab" * 40, "ba" * 40)]
    while len(pairs) < count:
        kind = chance.randrange(6)
        if kind == 0:
            alphabet = chance.choice(["ab", "abcde", "abcdefghijklmnopqrstuvwxyz", "aéłب漢"])
            pairs.append(tuple("".join(chance.choice(alphabet) for _ in range(chance.randrange(12))) for _ in "12"))
            continue
        if kind == 1:
            alphabet = "abcdefghij "
            first = "".join(chance.choice(alphabet) for _ in range(chance.randrange(50, 140)))
            pairs.append((first, typo(typo(typo(first)))))
            continue
        first = chance.choice(FORENAMES + SURNAMES)
        if kind == 2:
            pairs.append((first, chance.choice(FORENAMES + SURNAMES)))
        else:
            second = first
            for _ in range(kind - 2):
                second = typo(second)
            pairs.append((first, second))
    return pairs[:count]


def texts():
    rows = []
    for a, b in text_pairs(TEXT_PAIRS):
        if "\0" in a + b:
            continue
        ask = "select jaro_winkler_similarity($a, $b), jaro_similarity($a, $b), levenshtein($a, $b), damerau_levenshtein($a, $b)"
        answer = list(duckdb.execute(ask, {"a": a, "b": b}).fetchone())
        answer.append(duckdb.execute("select jaccard($a, $b)", {"a": a, "b": b}).fetchone()[0] if a and b else None)
        same = len(a.encode()) == len(b.encode()) and a
        answer.append(duckdb.execute("select hamming($a, $b)", {"a": a, "b": b}).fetchone()[0] if same else None)
        rows.append({"a": a, "b": b, "jaroWinkler": answer[0], "jaro": answer[1], "levenshtein": answer[2],
                     "damerauLevenshtein": answer[3], "jaccard": answer[4], "hamming": answer[5]})
    return rows


CONDITIONS = r"""
"a_l" = "a_r"
a_l = a_r
NOT ("a_l" = "a_r")
"a_l" <> "b_r"
"a_l" IS NULL OR "a_r" IS NULL
"a_l" IS NOT NULL AND "b_r" IS NOT NULL
"a_l" IS DISTINCT FROM "a_r"
"a_l" IS NOT DISTINCT FROM "a_r"
("a_l" = "b_r" AND "a_r" = "b_l") OR "d_l" = "d_r"
"a_l" = "a_r" OR "b_l" = "b_r" AND "d_l" = "d_r"
NOT "a_l" = "a_r" AND "b_l" IS NULL
"a_l" IN ('Kai', 'Zoë', NULL)
"a_l" NOT IN ('Kai', "b_l")
"n_l" BETWEEN 1 AND "n_r"
"n_l" < "n_r"
"a_l" < "a_r"
"n_l" = 3
'3' = 3
jaro_winkler_similarity("a_l", "a_r") >= 0.7
jaro_similarity("a_l", "b_r") >= 0.5
levenshtein("d_l", "d_r") <= 1
damerau_levenshtein("d_l", "d_r") <= 1
jaccard(nullif("a_l", ''), nullif("a_r", '')) >= 0.5
SUBSTR("a_l", 1, 1) = SUBSTR("a_r", 1, 1)
SUBSTRING("a_l", 2) = SUBSTRING("a_r", 2)
SUBSTRING("a_l", -2, 2) = SUBSTRING("a_r", -2, 2)
SUBSTRING("a_l", 0, 2) = 'Z'
SUBSTRING("a_l", 3, -2) = SUBSTRING("a_r", 1, 2)
LEFT("a_l", 3) = LEFT("a_r", 3)
RIGHT("a_l", 2) = RIGHT("a_r", 2)
LEFT("a_l", -1) = LEFT("a_r", -1)
RIGHT("a_l", -1) = RIGHT("a_r", -1)
LENGTH("a_l") = LENGTH("a_r")
strlen("a_l") > LENGTH("a_l")
lower("a_l") = lower("a_r")
upper("a_l") = upper("b_r")
LOWER('ÀÉİß') = 'àéiß' AND UPPER('ß') = 'ẞ'
trim("a_l") = trim("a_r")
reverse('héa') = 'aéh'
replace("a_l", 'a', '') = replace("a_r", 'a', '')
concat("a_l", ' ', "b_l") = concat("a_r", ' ', "b_r")
"a_l" || ' ' || "b_l" = 'Kai Smith'
contains("a_l", 'ai')
starts_with("a_l", 'K')
suffix("a_l", 'ai')
strpos("a_l", 'ë') = 3
split_part("b_l", ' ', 1) = split_part("b_r", ' ', 1)
split_part("b_l", ' ', -1) = split_part("b_r", ' ', -1)
list_has_any(string_split("b_l", ' '), string_split("b_r", ' '))
array_length(list_intersect("list_l", "list_r")) >= 1
array_length(list_intersect("list_l", "list_r")) >= 2
LEAST(ARRAY_LENGTH("list_l"), ARRAY_LENGTH("list_r")) <> 0 AND ARRAY_LENGTH(ARRAY_INTERSECT("list_l", "list_r")) = LEAST(ARRAY_LENGTH("list_l"), ARRAY_LENGTH("list_r"))
list_contains("list_l", 'x')
"list_l"[1] = "list_r"[1]
"list_l"[-1] = "list_r"[-1]
"list_l" = "list_r"
len(list_distinct("list_l")) = 1
list_max("list_l") > list_min("list_r")
try_strptime("d_l", '%Y-%m-%d') IS NULL OR try_strptime("d_r", '%Y-%m-%d') IS NULL
ABS(EPOCH(try_strptime("d_l", '%Y-%m-%d')) - EPOCH(try_strptime("d_r", '%Y-%m-%d'))) <= 2629800.0
abs(date_diff('day', try_strptime("d_l", '%Y-%m-%d'), try_strptime("d_r", '%Y-%m-%d'))) <= 30
date_diff('month', try_strptime("d_l", '%Y-%m-%d'), try_strptime("d_r", '%Y-%m-%d')) = 1
datediff('year', try_strptime("d_l", '%Y-%m-%d'), try_strptime("d_r", '%Y-%m-%d')) = 0
date_sub('month', try_strptime("d_l", '%Y-%m-%d'), try_strptime("d_r", '%Y-%m-%d')) = 1
date_sub('year', try_strptime("d_l", '%Y-%m-%d'), try_strptime("d_r", '%Y-%m-%d')) = 0
date_sub('day', try_strptime("d_l", '%Y-%m-%d'), try_strptime("d_r", '%Y-%m-%d')) > 300
year(try_strptime("d_l", '%Y-%m-%d')) = year(try_strptime("d_r", '%Y-%m-%d'))
month(try_strptime("d_l", '%Y-%m-%d')) = day(try_strptime("d_r", '%Y-%m-%d'))
try_strptime("d_l", '%d/%m/%Y') IS NOT NULL
try_strptime("d_l", '%d/%m/%y') = try_strptime("d_r", '%d/%m/%y')
try_strptime("d_l", '%d %b %Y') IS NOT NULL
try_strptime("d_l", '%Y-%m-%dT%H:%M:%SZ') IS NOT NULL
epoch(try_strptime("d_l", '%Y-%m-%d')) > 1000000000
TRY_CAST("d_l" AS DATE) = TRY_CAST("d_r" AS DATE)
TRY_CAST("d_l" AS DATE) - TRY_CAST("d_r" AS DATE) > 10
CAST(TRY_CAST("d_l" AS DATE) AS TEXT) = "d_l"
TRY_CAST("t_l" AS INT) = 4
TRY_CAST("t_l" AS DOUBLE) > 3.2
CAST("n_l" AS REAL) = CAST(3.3 AS REAL)
CAST("n_l" AS TEXT) = '3.0'
"x_l"::INT = 52
(ABS("n_l" - "n_r") / (CASE WHEN "n_r" > "n_l" THEN "n_r" ELSE "n_l" END)) < 0.1
ABS("n_l" - "n_r") <= 5
"n_l" * 2 + 1 > "n_r" - -1
7 // 2 = 3 AND 7 % 4 = 3 AND -7 % 4 = -3 AND 7 / 2 = 3.5
round(2.5) = 3 AND floor("n_l") = 3
greatest("n_l", 2, NULL) = "n_l"
coalesce("a_l", "b_l", 'x') = coalesce("a_r", "b_r", 'x')
nullif("a_l", '') = nullif("a_r", '')
ifnull("a_l", 'q') = 'q'
CASE WHEN "a_l" = "a_r" THEN 1 WHEN "b_l" = "b_r" THEN 2 ELSE 3 END >= 2
CASE WHEN "a_l" = "a_r" THEN 1 END = 1
NULLIF(regexp_extract("p_l", '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]', 0), '') = NULLIF(regexp_extract("p_r", '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9]', 0), '')
NULLIF(regexp_extract("p_l", '^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? [0-9][A-Za-z]{2}$', 0), '') IS NULL
regexp_extract("p_l", '^([A-Z]+)([0-9]*)', 2) = '1'
regexp_extract("a_l", '(x)?a', 1) = ''
regexp_extract("p_l", '^.+?[0-9]', 0) = regexp_extract("p_r", '^.+?[0-9]', 0)
regexp_extract("a_l", '(Kai|Ka|Zo)(.*)$', 1) = 'Kai'
regexp_extract("b_l", '\w+$', 0) = regexp_extract("b_r", '[^ ]+$', 0)
regexp_matches("p_l", '\d[A-Z]{2,}\b')
regexp_full_match("a_l", '[[A-Za-z]+')
regexp_matches("a_l", '^(?:K|Z).[^a-d\-]')
"a_l" = 'O''Neil' -- a note
/* a note */ "a_l" = '' OR ("n_l" IS NULL) IS TRUE
cast(acos(case when (sin(radians("x_l")) * sin(radians("x_r")) + cos(radians("x_l")) * cos(radians("x_r")) * cos(radians("y_r" - "y_l"))) > 1 then 1 when (sin(radians("x_l")) * sin(radians("x_r")) + cos(radians("x_l")) * cos(radians("x_r")) * cos(radians("y_r" - "y_l"))) < -1 then -1 else (sin(radians("x_l")) * sin(radians("x_r")) + cos(radians("x_l")) * cos(radians("x_r")) * cos(radians("y_r" - "y_l"))) end) * 6371 as float) <= 10
list_cosine_similarity([1.0, coalesce("n_l", 1)], [2.0, coalesce("n_r", 2)]) > 0.9
power(2, 3) = 8 AND log2(8) = 3 AND sqrt(16) = 4
"flag_l" AND NOT "flag_r"
"flag_l" = TRUE
"day_l" = CAST('2008-02-29' AS DATE)
"day_l" = '2008-02-29'
epoch("day_l") = epoch("day_r")
ABS("day_l" - "day_r") <= 366
levenshtein(CAST("day_l" AS TEXT), CAST("day_r" AS TEXT)) <= 1
"""

ROW_TYPES = {"a": "VARCHAR", "b": "VARCHAR", "d": "VARCHAR", "p": "VARCHAR", "t": "VARCHAR", "n": "DOUBLE", "x": "DOUBLE",
             "y": "DOUBLE", "flag": "BOOLEAN", "day": "DATE", "list": "VARCHAR[]"}
ROWS = [
    {"a": "Kai", "b": "Smith", "d": "2008-02-29", "p": "KX1 2AB", "t": "3", "n": 3.0, "x": 52.1, "y": 1.2, "flag": True,
     "day": "2008-02-29", "list": ["x", "y"]},
    {"a": "Kia", "b": "Smith", "d": "2008-02-28", "p": "KX1 2AC", "t": "3.7", "n": 3.3, "x": 52.15, "y": 1.2, "flag": False,
     "day": "2008-02-28", "list": ["y", "x", "x"]},
    {"a": "Zoë", "b": "García López", "d": "2008-03-29", "p": "KX12 3AB", "t": " 4 ", "n": 7.0, "x": 51.0, "y": -0.5,
     "flag": None, "day": "2009-02-28", "list": []},
    {"a": "Zoe", "b": "López", "d": "29/02/2008", "p": "kx1 2ab", "t": "12", "n": None, "x": None, "y": 0.0, "flag": True,
     "day": None, "list": ["z", None]},
    {"a": "Smith", "b": "Kai", "d": "2008-2-9 ", "p": "KX1", "t": "0", "n": 0.0, "x": 0.0, "y": 0.0, "flag": True,
     "day": "2008-12-31", "list": None},
    {"a": None, "b": None, "d": None, "p": None, "t": None, "n": 3.0, "x": 1.0, "y": 179.0, "flag": None, "day": None,
     "list": ["x"]},
    {"a": "", "b": "", "d": "2008-02-30", "p": "", "t": "-3", "n": -3.0, "x": -90.0, "y": 0.0, "flag": False,
     "day": "1969-12-31", "list": ["y", "x"]},
    {"a": " Kai ", "b": "Smith Jones", "d": "3 Feb 2008", "p": "K1A 1AA", "t": "1", "n": 1.5, "x": 52.1, "y": 1.2,
     "flag": True, "day": "2000-01-01", "list": ["a", "b", "c"]},
    {"a": "O'Neil", "b": "KAI", "d": "2008-02-29T10:11:12Z", "p": "KX1 2ABX", "t": "2", "n": 100.25, "x": 10.0, "y": 10.0,
     "flag": False, "day": "2010-06-30", "list": ["b", "a"]},
    {"a": "kai", "b": "smith", "d": "01/02/69", "p": "KX1-2AB", "t": "5", "n": 2.5, "x": 52.0, "y": 1.0, "flag": True,
     "day": "2010-07-01", "list": ["x", "z"]},
    {"a": "Łukasz", "b": "Nowak", "d": "01/02/68", "p": "KX9 9ZZ", "t": "6", "n": 1e10, "x": 33.3, "y": 44.4, "flag": True,
     "day": "1900-03-01", "list": ["q"]},
]


def conditions():
    con = duckdb.connect()
    con.execute("CREATE TABLE t (i INT, " + ", ".join(f'"{k}" {v}' for k, v in ROW_TYPES.items()) + ")")
    for i, row in enumerate(ROWS):
        con.execute(f"INSERT INTO t VALUES ({', '.join('?' * (len(ROW_TYPES) + 1))})", [i] + [row[k] for k in ROW_TYPES])
    sides = ", ".join(f'{s}."{k}" AS "{k}_{s}"' for s in "lr" for k in ROW_TYPES)
    con.execute(f"CREATE TABLE p AS SELECT l.i AS li, r.i AS ri, {sides} FROM t l, t r")
    found = []
    for condition in CONDITIONS.strip().split("\n"):
        plain = condition.split(" -- ")[0]
        try:
            truths = con.execute(f"SELECT CAST(({plain}) AS BOOLEAN) FROM p ORDER BY li, ri").fetchall()
        except duckdb.Error as error:
            raise SystemExit(f"DuckDB refuses {plain}: {error}")
        found.append({"condition": condition,
                      "truths": "".join("?" if t is None else "T" if t else "F" for t, in truths)})
    return {"types": ROW_TYPES, "rows": ROWS, "conditions": found}


def people(count):
    """Rows of invented people: repeats with slips, swaps, moves and gaps."""
    rows = []
    for _ in range(count):
        forename, surname = chance.choice(FORENAMES), chance.choice(SURNAMES)
        born = f"{chance.randrange(2005, 2016)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        postcode = f"KX{chance.randrange(1, 9)} {chance.randrange(1, 10)}{chance.choice('ABDEF')}{chance.choice('GHJLN')}"
        address = f"{chance.randrange(1, 90)} {chance.choice(STREETS)}"
        upn = f"H{chance.randrange(10**11, 10**12)}"
        for _ in range(chance.choice([1, 2, 2, 3, 4])):
            row = {"unique_id": len(rows), "forename": forename, "surname": surname, "dob": born, "postcode": postcode,
                   "address": address, "upn": upn if chance.random() < 0.5 else None}
            for field in ("forename", "surname", "dob", "postcode"):
                if chance.random() < 0.12:
                    row[field] = typo(row[field])
                if chance.random() < 0.05:
                    row[field] = None
            if chance.random() < 0.04:
                row["forename"], row["surname"] = row["surname"], row["forename"]
            given = row["forename"] or ""
            row["given"] = sorted({given, given[:3]} - {""}) or None
            row["full name"] = f'{row["forename"]} {row["surname"]}' if row["forename"] and row["surname"] else None
            rows.append(row)
    return rows


def linker_of(rows, settings):
    api = DuckDBAPI()
    return Linker(api.register(pyarrow.Table.from_pylist(rows)), settings)


def model(rows, few):
    """Trains on all rows, writes the model, reads it back and scores the few."""
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.CustomComparison(output_column_name="forename", comparison_levels=[
                cll.NullLevel("forename"),
                cll.ExactMatchLevel("forename", term_frequency_adjustments=True),
                cll.ColumnsReversedLevel("forename", "surname", symmetrical=True),
                cll.JaroWinklerLevel("forename", 0.92).configure(
                    tf_adjustment_column="forename", tf_adjustment_weight=0.5, tf_minimum_u_value=0.01),
                cll.Or(cll.JaroWinklerLevel("forename", 0.8), cll.ArrayIntersectLevel("given", 1)),
                cll.ElseLevel()]),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode"),
            cl.LevenshteinAtThresholds("address", [2, 5]),
            cl.ExactMatch("full name"),
            cl.CustomComparison(output_column_name="upn", comparison_levels=[
                cll.NullLevel("upn"),
                cll.ExactMatchLevel("upn").configure(m_probability=0.99, u_probability=1e-7),
                cll.And(cll.DamerauLevenshteinLevel("upn", 2),
                        cll.Not(cll.ExactMatchLevel(ColumnExpression("forename").lower().substr(1, 1)))),
                cll.ElseLevel()]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("surname", "dob"), block_on("postcode"), block_on("forename", "substr(dob, 1, 4)"),
            "l.forename = r.surname and l.surname = r.forename", "l.upn = r.upn and l.postcode <> r.postcode"],
        retain_intermediate_calculation_columns=True,
    )
    linker = linker_of(rows, settings)
    linker.training.estimate_probability_two_random_records_match([block_on("upn"), block_on("surname", "dob")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e5, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("postcode"))
    linker.misc.save_model_to_json(os.path.join(OUT, "splink-model.json"), overwrite=True)
    # The model is read back, so that what is scored is what the file says, whatever training left beside it.
    reread = json.load(open(os.path.join(OUT, "splink-model.json")))
    return linker_of(few, reread).inference.predict().as_record_list()


def main():
    logging.disable(logging.WARNING)
    write = lambda name, value: json.dump(value, open(os.path.join(OUT, name), "w"), ensure_ascii=False, indent=0)
    write("splink-texts.json", texts())
    write("splink-conditions.json", conditions())
    rows = people(3000)
    few = rows[:330]
    write("splink-rows.json", few)
    pairs = sorted(model(rows, few), key=lambda p: (p["unique_id_l"], p["unique_id_r"]))
    gammas = [k for k in pairs[0] if k.startswith("gamma_")]
    with open(os.path.join(OUT, "splink-pairs.csv"), "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["a", "b", "weight", "probability"] + gammas)
        for p in pairs:
            out.writerow([p["unique_id_l"], p["unique_id_r"], repr(p["match_weight"]), repr(p["match_probability"])]
                         + [p[g] for g in gammas])
    print(len(few), "rows,", len(pairs), "pairs")


main()
