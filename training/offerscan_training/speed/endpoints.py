"""What the service is measured against under load: the plain endpoint that most people would write, one request a call.

Each runs in a process of its own, started by its name: python -m offerscan_training.speed.endpoints plain FOLDER PORT.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

from offerscan_training.speed.contenders import open_offerscan, open_pipeline

__all__ = ["ENDPOINTS", "endpoint_command"]

Answer = Callable[[str], Any]


def endpoint_command(kind: str, folder: Path) -> tuple[str, ...]:
    """What starts one of ENDPOINTS, once a port is appended."""
    return (sys.executable, "-m", "offerscan_training.speed.endpoints", kind, str(folder))


def _plain(folder: Path) -> Answer:
    """Our own model, as a route would call it: FastAPI runs each request in a thread."""
    from offerscan.formats import as_json

    assess = open_offerscan(folder)
    return lambda text: as_json(assess(text))


def _pipeline(folder: Path) -> Answer:
    """One text at a time: a pipeline's tokenizer is not safe beside others, and torch uses all cores for one text."""
    classify, turn = open_pipeline(folder), Lock()

    def answer(text: str) -> Any:
        with turn:
            return classify(text)

    return answer


ENDPOINTS: dict[str, Callable[[Path], Answer]] = {"plain": _plain, "pipeline": _pipeline}


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
