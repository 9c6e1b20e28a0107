"""What the service is measured against under load: the plain endpoint that most people would write, one request a call.

Each runs in a process of its own, started by its name: python -m offerscan_training.endpoints plain FOLDER PORT.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

__all__ = ["ENDPOINTS"]

Answer = Callable[[str], Any]


def _open_screener(folder: Path) -> Answer:
    """Our own model, as a route would call it: FastAPI runs each request in a thread."""
    from offerscan.formats import as_json
    from offerscan.records import Offer
    from offerscan.screener import Screener

    screener = Screener.open(folder)
    return lambda text: as_json(screener.assess(Offer(text)))


def _open_pipeline(folder: Path) -> Answer:
    """A transformers pipeline in fp32 with torch's own threads. One text at a time: its tokenizer is not safe beside
    others, and torch uses all cores for one text."""
    from transformers import pipeline
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    classify, turn = pipeline("text-classification", model=str(folder), device="cpu"), Lock()

    def answer(text: str) -> Any:
        with turn:
            return classify(text, truncation=True)

    return answer


ENDPOINTS: dict[str, Callable[[Path], Answer]] = {"plain": _open_screener, "pipeline": _open_pipeline}


def main(kind: str, folder: str, port: str) -> None:
    """Serve one of ENDPOINTS on this machine until the process is ended."""
    import uvicorn
    from fastapi import Body, FastAPI

    answer = ENDPOINTS[kind](Path(folder))
    app = FastAPI()

    def assess(text: str = Body(embed=True)) -> Any:
        return answer(text)

    app.post("/v1/assess")(assess)
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="error", access_log=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
