"""From the requests of many clients to answers: a fair line, workers that read from it, and whoever looks after them."""

from offerscan_api.assessing.dispatch import Dispatch, Hire
from offerscan_api.assessing.line import Closed, Full
from offerscan_api.assessing.pieces import NoPieceCounter, PieceCounter, Pieces, open_piece_counter
from offerscan_api.assessing.screener import SharedScreener
from offerscan_api.assessing.tickets import Answer, Ticket
from offerscan_api.assessing.workers import InProcess, InThread, Knowledge, OpenOwn

__all__ = [
    "Answer",
    "Closed",
    "Dispatch",
    "Full",
    "Hire",
    "InProcess",
    "InThread",
    "Knowledge",
    "NoPieceCounter",
    "OpenOwn",
    "PieceCounter",
    "Pieces",
    "SharedScreener",
    "Ticket",
    "open_piece_counter",
]
