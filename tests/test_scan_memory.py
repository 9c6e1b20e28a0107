"""The memory of a whole scan: what many rows need at once is what a few need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# Long texts of which few differ: what a run held on to would weigh much, and the time goes to reading and writing.
TEXTS = [f"halo semua {number} " + "kabar baik " * 600 for number in range(20)]
# Prints the most memory (KB) that the process has ever had in use, after each of two scans.
PROGRAM = """
import re, sys
from pathlib import Path
from scan_job import make_job
from offerscan.scan import parts, run

parts._PART_BYTES = 1_000_000
for name in sys.argv[2:]:
    folder = Path(sys.argv[1])
    run(make_job(folder, f"out-{name}", inputs=[folder / name]))
    print(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells a process the peak of its memory")
def test_ten_times_the_rows_need_no_more_memory(tmp_path: Path) -> None:
    for name, rows in (("few.jsonl", 1_000), ("many.jsonl", 10_000)):
        with (tmp_path / name).open("w") as file:
            file.writelines(json.dumps({"text": TEXTS[row % len(TEXTS)]}) + "\n" for row in range(rows))
    command = [sys.executable, "-c", PROGRAM, str(tmp_path), "few.jsonl", "many.jsonl"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    few, many = map(int, done.stdout.split())
    assert many < 1.1 * few  # kept whole, the answers to the many would add 40%
