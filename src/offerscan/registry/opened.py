"""The list in use, opened once: the look-up of a name, and what the list says of an offer's names, telephones, licences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from offerscan.listings import ListingStatus, Lookup
from offerscan.records import Details
from offerscan.registry.agency import Agency, licence_key, phone_key, read_phones
from offerscan.registry.company import Company, Match, group_companies, key_of
from offerscan.registry.listing import answer
from offerscan.registry.names import SAME, SIMILAR, CompanyName, likeness, read_name
from offerscan.registry.versions import Edition

__all__ = ["Registry"]

# Licences that a list of agencies can know; the others are permits for one job order, of schools, and so on.
_LICENCES = ("SIP3MI", "SIUP3MI", "SIPPTKIS", "SIPPTKI", "P3MI", "Izin", "NIB")
# Forms of companies that place workers, or pretend to; of others a list says something only if it has any.
_ALWAYS_ASKED = frozenset(("pt", "cv"))
_CANDIDATES, _MOST_SIMILAR = 8, 5
_ROUGHLY = 50.0
_REMEMBERED = 4096


class Registry:
    """A version of the list. Safe to use from several threads; the names that were looked up are kept in memory."""

    def __init__(self, edition: Edition, today: date | None = None) -> None:
        """`today`: the day by which licences have run out; None is the day of each look-up."""
        self.edition = edition
        self.version = edition.version
        self._today = today
        self.companies = tuple(group_companies(edition.agencies))
        self.by_id = {agency.id: agency for agency in reversed(edition.agencies)}
        self.checked_on = max((agency.checked_on for agency in edition.agencies if agency.checked_on), default=None)
        self._by_key: dict[str, list[Match]] = defaultdict(list)
        self._by_licence: dict[str, list[Company]] = defaultdict(list)
        self._by_phone: dict[str, list[Company]] = defaultdict(list)
        for company in self.companies:
            for name in company.names:
                self._by_key[key_of(name)].append(Match(company, 1.0))
            for agency in company.agencies:
                for licence in filter(None, (licence_key(agency.sip3mi), licence_key(agency.nib))):
                    self._by_licence[licence].append(company)
                for phone in agency.phones:
                    self._by_phone[phone_key(phone)].append(company)
        self._forms = _ALWAYS_ASKED | {name.form for company in self.companies for name in company.names if name.form}
        self._words = frozenset(word for company in self.companies for name in company.names for word in name.words)
        self._sorted: dict[str, list[CompanyName]] = defaultdict(list)
        self._squeezed: dict[str, list[CompanyName]] = defaultdict(list)
        self._initials: dict[str, list[CompanyName]] = defaultdict(list)
        for name in (name for company in self.companies for name in company.names):
            self._sorted[" ".join(sorted(name.words))].append(name)
            self._squeezed[name.squeezed].append(name)
            self._initials[name.initials].append(name)
        self.find = lru_cache(maxsize=_REMEMBERED)(self._find)

    @property
    def today(self) -> date:
        """The day by which licences have run out."""
        return self._today or date.today()

    def _find(self, written: str) -> tuple[Match, ...]:
        """Companies with this name or one like it, the likest first."""
        asked = read_name(written)
        if exact := self._by_key.get(key_of(asked)):
            return tuple(exact[:_MOST_SIMILAR])
        best: dict[Company, float] = {}
        for name in self._candidates(asked):
            score = round(likeness(asked, name, self._words), 3)
            for match in self._by_key[key_of(name)] if score >= SIMILAR else ():
                best[match.company] = max(score, best.get(match.company, 0.0))
        found = sorted(best.items(), key=lambda item: (-item[1], item[0].name))
        return tuple(Match(company, score) for company, score in found[:_MOST_SIMILAR])

    def _candidates(self, asked: CompanyName) -> Iterable[CompanyName]:
        """Listed names that are worth a closer look."""
        from rapidfuzz import fuzz, process

        if not asked.words:
            return ()
        found = list(self._initials.get(asked.squeezed, ()))
        for names, key in ((self._sorted, " ".join(sorted(asked.words))), (self._squeezed, asked.squeezed)):
            near = process.extract(key, list(names), scorer=fuzz.ratio, score_cutoff=_ROUGHLY, limit=_CANDIDATES)
            found += [name for written, _, _ in near for name in names[written]]
        return dict.fromkeys(found)

    def look_up(self, details: Details) -> Lookup:
        """What the list says of the companies, or else of the licences, that an offer names."""
        # Employers abroad ("… Sdn Bhd") have no Indonesian form, and are in no list of agencies.
        named = [name for name in details.companies if read_name(name).form in self._forms]
        licences = tuple(one for one in details.licences if one.partition(" ")[0] in _LICENCES)
        return answer(self, named, licences, details.phones)

    def ask(self, name: str, phones: Sequence[str] = (), licences: Sequence[str] = ()) -> Lookup:
        """What the list says of one name, which may also be a licence number, with the contacts that came with it."""
        owner = self.owner(name)
        if owner is not None and not self._is_same(name):
            return answer(self, [], [name, *licences], phones)
        return answer(self, [name], licences, phones)

    def search(
        self, name: str, phones: Sequence[str] = (), licences: Sequence[str] = ()
    ) -> tuple[Lookup, list[tuple[Agency, float]]]:
        """What the list says of a name or licence number, and the entries themselves, the likest name first."""
        lookup = self.ask(name, [number for phone in phones for number in read_phones(phone)[0]], licences)
        owner = self.owner(name)
        matches = [Match(owner, 1.0)] if owner is not None and not self._is_same(name) else self.find(name)
        return lookup, [(agency, match.score) for match in matches for agency in match.company.agencies]

    def _is_same(self, name: str) -> bool:
        return any(match.score >= SAME for match in self.find(name)[:1])

    def owner(self, licence: str) -> Company | None:
        """Whose licence this is; None where the list does not tell one company."""
        owners = {id(company): company for company in self._by_licence.get(licence_key(licence), ())}
        return next(iter(owners.values())) if len(owners) == 1 else None

    def owners_of_phone(self, phone: str) -> Sequence[Company]:
        """The companies for which the list has this telephone."""
        return self._by_phone.get(phone_key(phone), ())

    def choose(self, company: Company, asked: str, licences: Sequence[str] = (), phones: Sequence[str] = ()) -> Agency:
        """The entry that is meant: the branch that is named, or whose telephone it is, or else the head office."""
        branch = read_name(asked).branch
        keys = {licence_key(licence) for licence in licences}
        numbers = {phone_key(phone) for phone in phones}

        def fit(agency: Agency) -> tuple[bool, bool, bool, bool, int]:
            own = read_name(agency.name).branch
            return (
                branch is not None and own is not None and (branch in own or own in branch),
                any(phone_key(phone) in numbers for phone in agency.phones),
                own is None,
                bool(keys & {licence_key(agency.sip3mi), licence_key(agency.nib)} - {""}),
                -tuple(ListingStatus).index(agency.standing(self.today)),
            )

        return max(company.agencies, key=fit)
