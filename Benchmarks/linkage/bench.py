"""Runs Breakwater and Splink over the same rows, turn about, and prints what each took and how right it was.

Usage: bench.py PROGRAM [--people N] [--seed S] [--runs R] [--quick] [--keep FOLDER]
Without --people the sizes are 46,600 people (about 100,000 rows) and 466,000 (about a million); --quick is the smaller
one, once. Every run is a process of its own on two threads; the time and memory are the operating system's.
"""
import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import accuracy
import febrl

HERE = os.path.dirname(os.path.abspath(__file__))
THREADS = "2"


class Measured:
    """What a process took: wall and processor seconds, and the most memory it held."""

    def __init__(self, command, log):
        said = subprocess.run([sys.executable, "-S", os.path.join(HERE, "..", "measured.py"), log, *command],
                              capture_output=True, text=True, check=True)
        took = json.loads(said.stdout)
        self.wall, self.cpu, self.megabytes = took["wall"], took["cpu"], took["megabytes"]
        if took["status"] != 0:
            sys.exit(f"{' '.join(command)} ended with {took['status']}:\n{open(log).read()[-2000:]}")


def say(text):
    print(text, file=sys.stderr, flush=True)


def engines(program, file):
    """Name → the command that links one file into a folder."""
    splink = [sys.executable, os.path.join(HERE, "splink_link.py"), file]
    found = {
        "Breakwater": lambda out: [program, "link", "run", file, "--pairs", f"{out}/pairs.csv", "--clusters",
                                   f"{out}/clusters.csv", "--model", f"{out}/model.json", "--threads", THREADS],
        "Splink": lambda out: splink + [out, "--threads", THREADS],
        "Splink + refusals": lambda out: splink + [out, "--threads", THREADS, "--clustering", "refusals"],
    }
    offers = subprocess.run([program, "link", "run", "--help"], capture_output=True, text=True).stdout
    if "--encoded" in offers:
        key = os.path.join(HERE, "requirements.txt")  # Any file serves as the key of a measurement.
        found["Breakwater, names as bits"] = lambda out: [
            program, "link", "run", file, "--encoded", key, "--pairs", f"{out}/pairs.csv", "--clusters",
            f"{out}/clusters.csv", "--threads", THREADS]
    return found


def febrl_engines(program, files):
    splink = [sys.executable, os.path.join(HERE, "splink_febrl.py")]
    return {
        "Breakwater": lambda out: [program, "link", "run", *files, "--pairs", f"{out}/pairs.csv", "--clusters",
                                   f"{out}/clusters.csv", "--model", f"{out}/model.json", "--threads", THREADS],
        "Splink": lambda out: splink + [out, *files, "--threads", THREADS],
    }


def compare(commands, truth, runs, folder):
    """Runs each engine `runs` times, turn about, and measures its last answer."""
    taken = {name: [] for name in commands}
    for run in range(runs):
        for name, command in commands.items():
            out = os.path.join(folder, name.replace(" ", "-"))
            shutil.rmtree(out, ignore_errors=True)
            os.makedirs(out)
            taken[name].append(Measured(command(out), os.path.join(folder, "log")))
            last = taken[name][-1]
            say(f"  {name}, run {run + 1}: {last.wall:.2f} s, {last.cpu:.2f} CPU s, {last.megabytes:,.0f} MB")
    rows = []
    for name in commands:
        out = os.path.join(folder, name.replace(" ", "-"))
        con = accuracy.connect(truth)
        rows.append({"name": name, "taken": taken[name], "pairs": accuracy.pairs(con, f"{out}/pairs.csv"),
                     "clusters": accuracy.clusters(con, f"{out}/clusters.csv")})
    return rows


def span(values, digits):
    middle = f"{statistics.median(values):,.{digits}f}"
    if len(values) == 1:
        return middle
    return f"{middle} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def percent(share):
    low, high = share["interval"]
    return f"{100 * share['share']:.2f} ({100 * low:.2f}–{100 * high:.2f})"


def print_table(title, rows):
    print(f"\n**{title}**\n")
    print("| | Wall s | CPU s | Peak MB | Pairs | Pair F1, best | Closure P / R / F1 | B-cubed F1 | Exactly right records | "
          "Largest cluster |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for row in rows:
        taken, pairs, clusters = row["taken"], row["pairs"], row["clusters"]
        closure = clusters["closure"]
        print(f"| {row['name']} | {span([t.wall for t in taken], 2)} | {span([t.cpu for t in taken], 2)} "
              f"| {span([t.megabytes for t in taken], 0)} | {pairs['scored']:,} | {pairs['bestF1']:.4f} "
              f"| {closure['precision']:.4f} / {closure['recall']:.4f} / {closure['f1']:.4f} | {clusters['bCubed']['f1']:.4f} "
              f"| {100 * clusters['exact']:.1f} % | {clusters['largest']} |")


def print_harm(title, rows):
    print(f"\n**{title}: % of people who share a cluster with somebody else (95 % interval)**\n")
    names = list(rows[0]["clusters"]["names"])
    print("| | " + " | ".join(row["name"] for row in rows) + " |")
    print("|---|" + "---|" * len(rows))
    for label, key in (("twins", "twins"), ("not twins", "others"), ("everyone", "sharing"), ("everyone: split", "split")):
        print(f"| {label} | " + " | ".join(percent(row["clusters"][key]) for row in rows) + " |")
    for name in names:
        print(f"| {name.replace('_', ' ')} | " + " | ".join(percent(row["clusters"]["names"][name]) for row in rows) + " |")
    ratios = []
    for row in rows:
        shares = sorted(share["share"] for share in row["clusters"]["names"].values())
        ratios.append(f"{shares[-1] / shares[0]:.1f}" if shares and shares[0] > 0 else "no best: nobody" if shares else "")
    print("| worst name group ÷ best | " + " | ".join(ratios) + " |")


def look_ups(program, file, folder):
    """Milliseconds for one new row against all others, as each engine says of itself."""
    found = {}
    out = os.path.join(folder, "look-up")
    os.makedirs(out, exist_ok=True)
    Measured([sys.executable, os.path.join(HERE, "splink_link.py"), file, out, "--threads", THREADS, "--look-up", "7"],
             os.path.join(folder, "log"))
    found["Splink"] = [1000 * t for t in json.load(open(os.path.join(out, "stages.json")))["lookUps"]]
    said = subprocess.run([program, "link", "look-up", file, "--count", "1000", "--threads", THREADS],
                          capture_output=True, text=True)
    median = re.search(r"median ([\d.]+) µs", said.stdout)
    if said.returncode == 0 and median:
        found["Breakwater"] = [float(median.group(1)) / 1000]
    return found


def machine():
    name = next(line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    return f"{os.cpu_count()} cores ({name}), {platform.release()}, load {os.getloadavg()[0]:.1f} before"


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("--people", type=int)
    options.add_argument("--seed", type=int, default=int(time.time()) % 100_000)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--keep", help="a folder for the files, kept afterwards")
    given = options.parse_args()
    sizes = [given.people] if given.people else [46_600] if given.quick else [46_600, 466_000]
    runs = 1 if given.quick else given.runs
    folder = given.keep or tempfile.mkdtemp(prefix="breakwater-bench-")
    os.makedirs(folder, exist_ok=True)
    try:
        print(f"`./bench linkage --seed {given.seed}`, {time.strftime('%-d %B %Y')}, {machine()}. Splink 5.0.0 on DuckDB 2.0.0; "
              f"{runs} run{'s' if runs > 1 else ''} of each engine, turn about, {THREADS} threads; median and range.")
        for people in sizes:
            say(f"{people:,} people, seed {given.seed}")
            data = os.path.join(folder, f"{people}-{given.seed}")
            if not os.path.exists(f"{data}/all.csv"):
                subprocess.run([given.program, "demo", "extracts", "--people", str(people), "--seed", str(given.seed),
                                "--out", data, "--combined"], check=True, stdout=subprocess.DEVNULL)
            rows = compare(engines(given.program, f"{data}/all.csv"), f"{data}/truth.csv", runs, folder)
            title = f"{rows[0]['clusters']['records']:,} rows of {people:,} people, seed {given.seed}"
            print_table(title, rows)
            print_harm(title, rows)
            latency = look_ups(given.program, f"{data}/all.csv", folder)
            print(f"\nOne new row against {title}: " + "; ".join(
                f"{name} {statistics.median(times):,.3f} ms" for name, times in sorted(latency.items())) + ".")
        for name, files in febrl.write(folder).items():
            say(name)
            truth = os.path.join(folder, name, "truth.csv")
            print_table(name, compare(febrl_engines(given.program, files), truth, runs, folder))
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)


main()
