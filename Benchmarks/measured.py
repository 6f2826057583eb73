"""Runs a command and says what it took, as JSON on standard output: wall and processor seconds, peak megabytes, status.

Usage: measured.py LOG COMMAND... A process of its own, because a child's peak memory begins at its parent's size: this
one is small. Only the standard library is used.
"""
import json
import os
import subprocess
import sys
import time

with open(sys.argv[1], "w") as log:
    began = time.perf_counter()
    child = subprocess.Popen(sys.argv[2:], stdout=log, stderr=log)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    child.returncode = status
print(json.dumps({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / 1024, "status": status}))
