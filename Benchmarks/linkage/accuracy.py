"""Accuracy of pairs and clusters against the truth, worked out without the engine's own evaluation.

Usage: accuracy.py TRUTH.CSV PAIRS.CSV CLUSTERS.CSV [CLUSTERS.CSV …]
"""
import csv
import json
import sys

import duckdb
import numpy


def wilson(count, total):
    """The 95 % interval of a share (Wilson 1927)."""
    if total == 0:
        return (0.0, 1.0)
    z, share = 1.959963984540054, count / total
    middle, scale = share + z * z / (2 * total), 1 + z * z / total
    spread = z * (share * (1 - share) / total + z * z / (4 * total * total)) ** 0.5
    return (max(0, (middle - spread) / scale), min(1, (middle + spread) / scale))


def f1(precision, recall):
    return 0 if precision + recall == 0 else 2 * precision * recall / (precision + recall)


def connect(truth):
    con = duckdb.connect()
    con.execute("CREATE TABLE truth AS SELECT * FROM read_csv($truth, all_varchar = true, header = true)", {"truth": truth})
    return con


def pairs(con, path):
    """Best F1 over all thresholds, and the accuracy from 0.95 and 0.5."""
    con.execute("CREATE OR REPLACE TABLE pairs AS SELECT a.person = b.person AS is_right, p.probability, p.weight "
                "FROM read_csv($path, header = true, types = {'id_a': 'VARCHAR', 'id_b': 'VARCHAR'}) p "
                "JOIN truth a ON a.id = p.id_a JOIN truth b ON b.id = p.id_b", {"path": path})
    total = con.execute("SELECT cast(sum(n * (n - 1) / 2) AS BIGINT) FROM (SELECT count(*) n FROM truth GROUP BY person)").fetchone()[0]
    rows = con.execute("SELECT weight, probability, is_right FROM pairs ORDER BY weight DESC").fetchnumpy()
    weight, right = rows["weight"], numpy.cumsum(rows["is_right"])
    said = numpy.arange(1, len(right) + 1)
    last = numpy.append(weight[:-1] > weight[1:], True)
    scores = 2 * right / (said + total)
    best = int(numpy.argmax(numpy.where(last, scores, 0)))
    found = {"truePairs": total, "scored": len(right), "found": int(right[-1]) / total,
             "bestF1": float(scores[best]), "bestFrom": float(rows["probability"][best])}
    for cut in (0.5, 0.95):
        n = int((rows["probability"] >= cut).sum())
        hits = int(right[n - 1]) if n else 0
        found[f"at{cut}"] = {"precision": hits / max(n, 1), "recall": hits / total, "f1": 2 * hits / (n + total)}
    return found


def clusters(con, path):
    """Closure, B-cubed, exactly right records, people sharing or split, and sharing by group."""
    con.execute("CREATE OR REPLACE TABLE c AS SELECT t.*, k.cluster FROM truth t JOIN read_csv($path, all_varchar = true, "
                "header = true) k ON k.id = t.id", {"path": path})
    con.execute("""CREATE OR REPLACE TABLE cells AS SELECT cluster, person, count(*) n, ANY_VALUE(k) k, ANY_VALUE(p) p FROM
        (SELECT *, count(*) OVER (PARTITION BY cluster) k, count(*) OVER (PARTITION BY person) p FROM c)
        GROUP BY cluster, person""")
    one = lambda sql: con.execute(sql).fetchone()
    records, right = one("SELECT sum(n), sum(n * (n - 1) / 2) FROM cells")
    said, = one("SELECT sum(k * (k - 1) / 2) FROM (SELECT cluster, ANY_VALUE(k) k FROM cells GROUP BY cluster)")
    true, = one("SELECT sum(p * (p - 1) / 2) FROM (SELECT person, ANY_VALUE(p) p FROM cells GROUP BY person)")
    purity, complete = one("SELECT sum(n * n / k), sum(n * n / p) FROM cells")
    exact, = one("SELECT coalesce(sum(n), 0) FROM cells WHERE n = k AND n = p")
    con.execute("CREATE OR REPLACE TABLE fate AS SELECT person, max(n < k) AS sharing, max(n < p) AS split FROM cells GROUP BY person")
    con.execute("CREATE OR REPLACE TABLE who AS SELECT person, ANY_VALUE(twin) <> '' AND ANY_VALUE(twin) IS NOT NULL AS twin, "
                "ANY_VALUE(name_group) AS name_group FROM truth GROUP BY person")
    share = lambda count, total: {"count": int(count), "total": int(total), "share": count / max(total, 1), "interval": wilson(count, total)}
    group = lambda where: share(*one(f"SELECT coalesce(sum(sharing::INT), 0), count(*) FROM fate JOIN who USING (person) WHERE {where}"))
    names = [n for n, in con.execute("SELECT name_group FROM who GROUP BY 1 HAVING count(*) >= 500 ORDER BY 1").fetchall()]
    split, people = one("SELECT sum(split::INT), count(*) FROM fate")
    p, r = right / max(said, 1), right / true
    bp, br = purity / records, complete / records
    return {"records": int(records), "closure": {"precision": p, "recall": r, "f1": f1(p, r)},
            "bCubed": {"precision": bp, "recall": br, "f1": f1(bp, br)}, "exact": exact / records,
            "sharing": group("true"), "twins": group("twin"), "others": group("NOT twin"), "split": share(split, people),
            "largest": one("SELECT max(k) FROM cells")[0], "names": {n: group(f"name_group = '{n}'") for n in names}}


if __name__ == "__main__":
    con = connect(sys.argv[1])
    print(json.dumps({"pairs": pairs(con, sys.argv[2])}, indent=1))
    for path in sys.argv[3:]:
        print(path, json.dumps(clusters(con, path), indent=1))
