"""A company as the look-up sees it: its names, and the entries of head office and branches together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from offerscan.registry.agency import Agency
from offerscan.registry.names import CompanyName, read_name

__all__ = ["Company", "Match", "group_companies", "key_of"]


@dataclass(frozen=True, slots=True, eq=False)
class Company:
    """One company of the list with all its entries: head office and branches. `names`: its own first, then aliases."""

    names: tuple[CompanyName, ...]
    agencies: tuple[Agency, ...]

    @property
    def name(self) -> str:
        """As the list has it."""
        return self.agencies[0].name


@dataclass(frozen=True, slots=True)
class Match:
    """A company of the list and how like its name, or an alias, is to the one asked for: 1 for equal."""

    company: Company
    score: float


def key_of(name: CompanyName) -> str:
    """Equal for names that are the same but for their dressing; a name without a form is taken for a PT."""
    return f"{name.form or 'pt'} {name.squeezed}"


def group_companies(agencies: Iterable[Agency]) -> Iterable[Company]:
    """Entries of one name together, head office first."""
    grouped: dict[str, list[Agency]] = defaultdict(list)
    for agency in agencies:
        grouped[key_of(read_name(agency.name))].append(agency)
    for entries in grouped.values():
        entries.sort(key=lambda agency: read_name(agency.name).branch is not None)
        written = dict.fromkeys(name for agency in entries for name in (agency.name, *agency.aliases))
        names = dict.fromkeys(CompanyName(read.form, read.words) for read in map(read_name, written) if read.words)
        yield Company(tuple(names), tuple(entries))
