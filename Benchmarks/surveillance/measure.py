"""Runs Breakwater's analyses and their references over the same CSV files, one after the other, and prints a table.

Usage: measure.py PROGRAM [--quick] [--slow] [--runs R] [--only NAME] [--keep FOLDER]
--quick is small sizes; --slow adds pointpats' Knox; --runs repeats each side in turn and takes the median. Both sides
use two threads where they can. "Wall" and "CPU" are of the whole process, from reading the file to writing the answer;
"engine" is what either side says of its own work alone (numba's compiling and the reading of files left out).
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def say(text):
    print(text, file=sys.stderr, flush=True)


def took(command, log):
    """Wall and processor seconds of a process, and the JSON it printed last."""
    ran = subprocess.run([sys.executable, "-S", os.path.join(HERE, "..", "measured.py"), log, *map(str, command)],
                         capture_output=True, text=True, check=True)
    seen = json.loads(ran.stdout)
    text = open(log).read()
    if seen["status"] != 0:
        say(f"{' '.join(map(str, command))} ended with {seen['status']}:\n{text[-1500:]}")
        return None
    start = text.find("{\n") if text.startswith("{\n") else text.rfind("{\"engine")
    seen["said"] = json.loads(text[start:]) if start >= 0 else {}
    return seen


def write(path, header, rows):
    with open(path, "w") as out:
        out.write(header + "\n")
        out.writelines(rows)
    return path


def weekly(path, series, weeks, generator):
    def rows():
        for number in range(series):
            season = 1 + 0.4 * np.sin(2 * np.pi * np.arange(weeks) / 52 + number)
            for week, count in enumerate(generator.poisson(generator.uniform(1, 15) * season)):
                yield f"{week + 1},s{number},{count}\n"
    return write(path, "period,series,count", rows())


def places(path, count, generator):
    xy = generator.uniform(0, 50_000, (count, 2))
    values = generator.poisson(5, count)
    return write(path, "x,y,value", (f"{x},{y},{v}\n" for (x, y), v in zip(xy.tolist(), values)))


def events(path, count, side, generator):
    xy = generator.uniform(0, side, (count, 2))
    days = generator.integers(0, 1826, count)
    return write(path, "x,y,day", (f"{x},{y},{d}\n" for (x, y), d in zip(xy.tolist(), days)))


def scanned(path, count, months, generator):
    xy = generator.uniform(0, 50_000, (count, 2))
    expected = generator.uniform(0.1, 0.5, (count, 1)) * np.ones(months)
    cases = generator.poisson(expected)
    return write(path, "id,x,y,period,cases,expected", (
        f"p{p},{xy[p][0]},{xy[p][1]},{m + 1},{cases[p, m]},{expected[p, m]}\n"
        for p in range(count) for m in range(months)))


def tasks(program, folder, quick):
    """Name, our command, and the references' commands by name."""
    generator = np.random.default_rng(2026)
    python = [sys.executable, os.path.join(HERE, "reference.py")]
    draws = 99 if quick else 999
    at = lambda name: os.path.join(folder, name)
    ours = lambda *rest: [program, "analyse", *rest, "--threads", 2]
    for count in [2000] if quick else [10_000, 100_000]:
        file = places(at(f"places-{count}.csv"), count, generator)
        yield (f"Gi*, {draws} permutations, {count:,} areas",
               ours("gistar", "--input", file, "--k", 8, "--permutations", draws),
               {"esda (numba)": python + ["gistar", file, 8, draws]})
    count = 2000 if quick else 20_000
    file = events(at("events.csv"), count, 20_000, generator)
    references = {"numpy pair list": python + ["knox", file, 200, 14, draws]}
    references["pointpats"] = python + ["pointpats", file, 200, 14, draws]
    yield (f"Knox, {draws} permutations, {count:,} events",
           ours("knox", "--input", file, "--delta", 200, "--tau", 14, "--permutations", draws), references)
    count = 10 if quick else 500
    file = weekly(at("weeks.csv"), count, 520, generator)
    yield (f"Farrington flexible, {count} series of 520 weeks, the last 52 tested",
           ours("farrington", "--input", file, "--period", "week", "--alpha", 0.01, "--thresholdMethod", "nbPlugin",
                "--last", 52),
           {"R surveillance": ["Rscript", os.path.join(HERE, "farrington.R"), file, at("unused"), 52]})
    count, months = (100, 24) if quick else (2000, 60)
    file = scanned(at("scan.csv"), count, months, generator)
    yield (f"Prospective scan, {count:,} places × {months} months, {draws} replications",
           ours("scan", "--input", file, "--prospective", "--period", "month", "--replications", draws),
           {"numba loop": python + ["scan", file, draws]})
    count, cells = (5000, 64) if quick else (100_000, 512)
    file = events(at("density.csv"), count, 20_000, generator)
    yield (f"Density, {count:,} points on {cells} × {cells}",
           ours("kde", "--input", file, "--sigma", 400, "--window", "0,0,20000,20000", "--dimyx", f"{cells},{cells}"),
           {"spatstat": ["Rscript", os.path.join(HERE, "density.R"), file, at("unused"), 20_000, cells, 400]})
    count = 100 if quick else 5000
    file = weekly(at("charts.csv"), count, 60, generator)
    yield (f"Control charts, {count:,} series of 60", ours("spc", "--input", file, "--period", "month"), {})


def versions():
    found = [f"{name} {__import__(name).__version__}" for name in ("numpy", "scipy", "esda", "libpysal", "numba")]
    asked = 'for (p in c("surveillance", "spatstat.explore")) cat(p, as.character(packageVersion(p)), "")'
    said = subprocess.run(["Rscript", "-e", f"cat(R.version.string, ''); {asked}"], capture_output=True, text=True)
    return ", ".join(found) + "; " + said.stdout.strip()


def machine():
    names = [line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
    return f"{os.cpu_count()} cores ({names[0] if names else 'unknown'}), {platform.release()}, load {os.getloadavg()[0]:.1f} before"


def median(runs, part):
    return statistics.median(run[part] if part != "engine" else run["said"].get("engine_seconds", 0) for run in runs)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep")
    asked = parser.parse_args()
    folder = asked.keep or tempfile.mkdtemp(prefix="surveillance-")
    os.makedirs(folder, exist_ok=True)
    print(f"{machine()}; {versions()}; {asked.runs} run{'s' if asked.runs > 1 else ''} of each, turn about.\n")
    print("| Task | By | Wall s | CPU s | Engine s | Wall ÷ ours | Engine ÷ ours |\n|---|---|---|---|---|---|---|")
    for name, ours, references in tasks(asked.program, folder, asked.quick):
        if asked.only.lower() not in name.lower():
            continue
        if not asked.slow:
            references.pop("pointpats", None)
        sides = {"Breakwater": ours + ["--output", os.path.join(folder, "answer.csv"), "--json"], **references}
        runs = {side: [] for side in sides}
        for _ in range(asked.runs):
            for side, command in sides.items():
                say(f"{name}: {side}")
                runs[side].append(took(command, os.path.join(folder, "log.txt")))
        base = None
        for side, seen in runs.items():
            seen = [run for run in seen if run]
            if not seen:
                print(f"| {name} | {side} | could not run | | | | |")
                continue
            figures = [median(seen, part) for part in ("wall", "cpu", "engine")]
            base = base or figures
            ratios = "| |" if side == "Breakwater" else f"| {figures[0] / base[0]:.1f} | {figures[2] / max(base[2], 1e-9):.1f} |"
            print(f"| {name} | {side} | {figures[0]:.3f} | {figures[1]:.3f} | {figures[2]:.4f} {ratios}", flush=True)
            say(f"  {side}: " + str({k: v for k, v in seen[-1]["said"].items() if k not in ("rows", "notes")})[:300])


if __name__ == "__main__":
    main()
