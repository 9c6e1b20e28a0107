"""Reports: what a scan wrote, summed up for those who decide, as a page or as a workbook; nothing is scored again.

Assessments stream through; what is kept is counts, the campaigns that were found, and a few quotes of them.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import BinaryIO

from offerscan.report.page import open_page
from offerscan.report.sources import Sources, Take
from offerscan.report.workbook import open_workbook

__all__ = ["WRITERS", "Sources", "Take"]

# By suffix. Each takes an open file and what a report needs beside the rows.
WRITERS: dict[str, Callable[[BinaryIO, Sources], AbstractContextManager[Take]]] = {
    ".html": open_page,
    ".xlsx": open_workbook,
}
