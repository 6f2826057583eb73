"""Sudden infant deaths in North Carolina 1974 to 1984, as Fixtures/spacetime/scan-sids.json.

Births and deaths, and county seats in miles (east, north), of nc.sids in Debian's r-cran-spdata 2.2; clusters by
spacetime_scan.py beside. The most likely cluster it finds is Bladen, Columbus, Hoke, Robeson and Scotland.
Run with: Rscript -e 'library(spData); data(nc.sids); write.csv(nc.sids, "nc.csv")' && python spacetime_sids.py nc.csv FOLDER
"""
import csv, json, sys
from spacetime_scan import poisson_llr, scan

rows = list(csv.DictReader(open(sys.argv[1])))
xy = [(float(r["east"]), float(r["north"])) for r in rows]
cases = [[int(r["SID74"]) + int(r["SID79"])] for r in rows]
births = [[int(r["BIR74"]) + int(r["BIR79"])] for r in rows]
total = sum(map(sum, cases))
whole = sum(map(sum, births))
answer = scan(xy, cases, births, lambda c, m: poisson_llr(c, m * total / whole, total), "spatial", "high")
answer["clusters"] = answer["clusters"][:4]
for c in answer["clusters"]:
    c["names"] = sorted(rows[i][""] for i in c["places"])
    print(c)
json.dump(dict(x=[p[0] for p in xy], y=[p[1] for p in xy], names=[r[""] for r in rows], cases=[c[0] for c in cases],
               births=[b[0] for b in births], answer=answer),
          open(f"{sys.argv[2]}/scan-sids.json", "w"), separators=(",", ":"))
