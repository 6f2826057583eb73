"""Erlang's C formula and what follows from it, in exact fractions.

Run: python erlang.py > ../Fixtures/erlang.json   (Python 3.11, standard library)
Each line is [places, load, C, mean wait, share waiting longer than half the mean length]; the mean length is 1.
"""
import json
import math
import sys
from fractions import Fraction


def waits(places, load):
    rest = sum(load ** k / math.factorial(k) for k in range(places))
    last = load ** places / math.factorial(places) / (1 - load / places)
    return last / (rest + last)


lines = []
for places in (1, 2, 3, 5, 8, 12, 24, 36, 100, 240):
    for use in ("1/10", "1/2", "4/5", "9/10", "99/100"):
        load = Fraction(use) * places
        share = waits(places, load)
        mean = share / (places - load)
        longer = float(share) * math.exp(-0.5 * float(places - load))
        lines.append(json.dumps([places, float(load), float(share), float(mean), longer]))
sys.stdout.write("[\n" + ",\n".join(lines) + "\n]\n")
