"""Persons named in a report: full names, the titles and appositions beside them, and who they are known to be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import msgspec
from spacy.tokens import Doc

from lapwing.knowledge.forms import singular
from lapwing.knowledge.offices import Person, Term, offices
from lapwing.knowledge.offices.names import PARTICLES, TITLES, name_tokens, plain
from lapwing.knowledge.rolenouns import role_nouns
from lapwing.mentions.actors.phrases import GENERAL, Hit, hits_in
from lapwing.mentions.actors.words import Words

FORMER = frozenset(("former", "ex", "ousted", "deposed", "exiled", "late", "disgraced", "onetime", "then"))
TITLE_WORDS = TITLES | FORMER | frozenset(
    """prime foreign interior finance defense defence justice vice deputy senior top acting interim special un u.n eu chief head leader
    spokesman spokeswoman envoy chairman party opposition rebel militant candidate presidential democratic republican labour labor
    conservative activist journalist coach supreme court of for and the commander militia cleric lawmaker director founder
    co health transport education home security national attorney general adviser advisor counsel police military army""".split()
)  # fmt: skip
"""Words that can stand in a title before a name."""

NEVER = frozenset(
    """The A An In On At But And If When While After Before He She It They We I This That These Those There Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday January February March April May June July August September October November December
    Mr Mrs Ms Dr""".split()
)


class Known(msgspec.Struct):
    """What is known of a person in this report."""

    full: str
    words: frozenset[str]
    """Plain words of the name."""
    first: int
    """Word index of the first mention."""
    people: list[Person]
    """Persons of the offices table of that name, likeliest first."""
    codes: list[str]
    """Codes that titles and appositions in the report name."""
    sectors: list[str]
    """Sectors that titles and appositions in the report name, in order."""
    former: bool
    title: str
    """Words of the title or apposition, for the trace."""
    cues: set[str] = set()
    """What the words around any mention tell of a person: `accused`, `victim`, `votes`, `says`, `writes`."""
    spans: list[tuple[int, int]] = []
    """Every mention by name, as word ranges."""


def name_spans(words: Words, doc: Doc | None, hits: Collection[Hit]) -> list[tuple[int, int]]:
    """Word ranges of person names: the PER entities of the annotation, else runs of capitalised words that are no known name."""
    taken = {k for h in hits for k in range(h.i, h.j)}
    out: list[tuple[int, int]] = []
    if doc is not None and doc.has_annotation("ENT_IOB"):
        for ent in doc.ents:
            if ent.label_ in ("PER", "PERSON"):
                i, j = words.within(ent.start_char, ent.end_char)
                while i < j and words.lowers[i] in TITLES:
                    i += 1
                if i < j:
                    out.append((i, j))
        return out
    i, n = 0, len(words)
    while i < n:
        if not words.forms[i][0].isupper() or i in taken or words.forms[i] in NEVER or words.lowers[i] in TITLE_WORDS:
            i += 1
            continue
        j = i + 1
        while j < n and words.sentence[j] == words.sentence[i] and words.before[j] in ("", "-", ".") and j not in taken:
            joined = words.forms[j][0].isupper() or words.lowers[j] in PARTICLES or words.before[j] == "-"
            if not joined or words.possessive[j - 1]:
                break
            j += 1
        while j > i + 1 and words.lowers[j - 1] in PARTICLES:
            j -= 1
        if j - i > 1 and not any(words.lowers[k] in role_nouns() for k in range(i, j)):
            out.append((i, j))
        i = j
    return out


def title_before(words: Words, i: int) -> int:
    """Where the title before the name at word `i` begins (`i` when there is none)."""
    k = i
    sentence = words.sentence[i] if i < len(words) else -1
    while k > 0 and words.sentence[k - 1] == sentence and words.before[k] in ("", "-", ".", "(", ")") and i - k < 9:
        low = words.lowers[k - 1]
        if low in TITLE_WORDS or singular(low) in role_nouns() or words.forms[k - 1][0].isupper():
            k -= 1
        else:
            break
    while k < i and words.lowers[k] in ("of", "for", "and", "the"):
        k += 1
    return k


def apposition_after(words: Words, j: int) -> tuple[int, int]:
    """The apposition behind the name that ends before word `j`, as a word range (empty when there is none)."""
    n = len(words)
    if j >= n or words.sentence[j] != words.sentence[j - 1] or words.before[j] not in (",", "(", "—", "–", "-"):
        return j, j
    if words.lowers[j] in ("who", "which", "said", "says", "and", "but", "told", "whose", "where", "when"):
        return j, j
    k = j + 1
    while (
        k < n
        and k - j < 14
        and words.sentence[k] == words.sentence[j]
        and not any(c in words.before[k] for c in ",;:).")
    ):
        if words.lowers[k] in ("who", "said", "says", "told", "was", "is", "has", "had", "were"):
            break
        k += 1
    return j, k


def copula(words: Words, j: int) -> tuple[int, int]:
    """What "is", "was" or "became" says of the name that ends before word `j`: a word range (empty when nothing)."""
    n = len(words)
    k = j + 1 if j < n and words.lowers[j] == "who" else j
    if k + 2 >= n or words.lowers[k] not in ("is", "was", "became", "remains") or words.sentence[k] != words.sentence[j - 1]:
        return j, j
    if words.lowers[k + 1] not in ("a", "an", "the", "one", "also"):
        return j, j
    end = k + 2
    while end < n and end - k < 10 and words.sentence[end] == words.sentence[k] and not any(c in words.before[end] for c in ",;:)."):
        if words.lowers[end] in ("who", "that", "when", "and", "in", "during", "at", "by", "with", "to"):
            break
        end += 1
    return k + 2, end


def naming(words: Words, i: int) -> tuple[int, int]:
    """The phrase that a name is given to: "identified the suspect as 21-year-old Jane Doe"; a word range (empty when none)."""
    k = i
    while k and words.sentence[k - 1] == words.sentence[min(i, len(words) - 1)] and i - k < 4:
        if words.lowers[k - 1] == "as":
            start = k - 1
            while start and start > k - 9 and words.sentence[start - 1] == words.sentence[k - 1] and not words.before[start]:
                start -= 1
                if words.lowers[start] in ("identified", "named"):
                    return start, k - 1
            return i, i
        if not (words.lowers[k - 1].isdigit() or words.lowers[k - 1] in ("year", "old", "a", "the")):
            break
        k -= 1
    return i, i


ADJECTIVAL = frozenset(("deputy", "chief", "head", "state", "country", "city", "town", "district", "opposition", "party", "business", "union"))
"""Role nouns that, before another noun, are only its adjective."""

OFFICES_ANYWHERE = frozenset(("president", "chairman", "secretary", "leader", "chief", "administrator", "commissioner", "spokesman", "spokeswoman"))
"""Offices that clubs and companies have as well as states."""


def _foreign(words: Words, i: int, k: int, noun: str) -> bool:
    """Whether an office belongs to an organisation that no table knows: "Acme Union president"."""
    if noun not in OFFICES_ANYWHERE or k == i:
        return False
    known = {m for h in hits_in(words, i, k) for m in range(h.i, h.j)}
    last = k - 1
    return words.forms[last][0].isupper() and last not in known and words.lowers[last] not in TITLE_WORDS


def roles_in(words: Words, i: int, j: int) -> list[str]:
    """Sectors of the role nouns from word `i` to `j`, in order; longer nouns first where they overlap."""
    nouns = role_nouns()
    out, k = [], i
    while k < j:
        for size in (3, 2, 1):
            if k + size <= j:
                last = singular(words.lowers[k + size - 1])
                found = nouns.get(" ".join((*words.lowers[k : k + size - 1], last)))
                if found is not None:
                    follows = k + size < j and not words.before[k + size] and words.lowers[k + size] not in ("of", "for", "from", "in")
                    if not (found.noun in ADJECTIVAL and follows):
                        out.append(found.sector if not _foreign(words, i, k, found.noun) else "")
                    k += size - 1
                    break
        k += 1
    return out


CUES = {
    "accused": """accused charged convicted sentenced suspect suspected arrested pleaded guilty trial jailed indicted allegedly assassin
        assassinated murderer shooter gunman perpetrator attacker extradited defendant imprisoned custody fled""",
    "victim": "killed murdered shot kidnapped abducted died wounded injured hostage stabbed raped detained missing body death widow family",
    "votes": "voted elected senator bill parliament legislation caucus constituency amendment district voters re-election resign resigned",
    "campaigns": "campaign candidate nomination primary debate poll polls running candidacy endorsed rival",
    "says": "said says told stated added announced tweeted argued",
    "writes": "reported newspaper journalist magazine wrote reporter article broadcast column",
    "judges": "ruled judge court ruling verdict sentenced dissent opinion justice",
    "fights": "rebels militia fighters troops commander army militants jihad forces",
}  # fmt: skip
"""Words near a name, by what they tell of its bearer."""
CUE_OF = {word: cue for cue, text in CUES.items() for word in text.split()}


def cues_near(words: Words, i: int, j: int) -> set[str]:
    """The cues within five words of a name, in its sentence."""
    sentence = words.sentence[i]
    near = range(max(0, i - 5), min(len(words), j + 5))
    return {CUE_OF[words.lowers[k]] for k in near if words.sentence[k] == sentence and words.lowers[k] in CUE_OF}


TOWARDS = frozenset(("to", "against", "with", "on", "into", "about", "over", "at", "toward", "towards"))
"""Before a country in a title, these name whom an office deals with, not whose it is: "envoy to Russia"."""


def describe(words: Words, i: int, j: int) -> tuple[list[str], list[str], bool, str]:
    """Codes, sectors, whether former, and the words of the title and apposition around the name at `i` to `j`."""
    codes: list[str] = []
    sectors: list[str] = []
    former, said = False, ""
    a = title_before(words, i)
    b, c = apposition_after(words, j)
    ranges = [(a, i), (b, c)]
    closed = c > b or j >= len(words) or words.before[j][:1] in (",", ".") or words.lowers[j] == "and"
    if a == i and i and words.before[i] == "," and closed:
        ranges.append((title_before(words, i - 1) if i > 1 else i, i))  # "the prime minister, Jane Doe, …"
    ranges += [copula(words, j), naming(words, a)]
    for x, y in ranges:
        if x >= y:
            continue
        found = hits_in(words, x, y)
        roles = roles_in(words, x, y)
        if x == a and words.forms[i - 1] in ("Representative", "Representatives"):
            roles.append("LEG")  # a title of members of Congress; a representative in small letters speaks for somebody
        group = next((h for h in reversed(found) if h.entry.kind in ("body", "group") and h.entry.sector != "PTY"), None)
        if group is not None and any(singular(words.lowers[k]) in GENERAL for k in range(x, y)):
            sectors.append(group.entry.sector)  # a Hamas spokesman speaks for Hamas
        roles = [r for r in roles if r]
        sectors += reversed(roles) if y == i else roles  # the noun nearest the name is the title's head
        codes += [h.entry.code for h in found if not (h.i > x and words.lowers[h.i - 1] in TOWARDS)]
        if not sectors:
            sectors += [h.entry.sector for h in found if h.entry.kind in ("body", "group")]
        former = former or any(words.lowers[k] in FORMER for k in range(x, y))
        if codes or sectors:
            said = said or words.text[words.starts[x] : words.ends[y - 1]]
    return codes, sectors, former, said


class Persons:
    """Everybody named in a report, found again by surname."""

    def __init__(
        self, words: Words, doc: Doc | None, hits: list[Hit], on: dt.date | None, codes: Collection[str]
    ) -> None:
        self._words = words
        self._codes = codes
        self._on = on
        self.spans = name_spans(words, doc, hits)
        self.known: list[Known] = []
        self._by_word: dict[str, list[Known]] = {}
        self._list: tuple[int, list[str], list[str]] = (-1, [], [])
        for i, j in self.spans:
            self._add(i, j)

    def _add(self, i: int, j: int) -> None:
        words = self._words
        full = words.text[words.starts[i] : words.ends[j - 1]]
        if words.possessive[j - 1] and full[-2:] in ("'s", "’s"):
            full = full[:-2]
        tokens = name_tokens(full)
        if not tokens:
            return
        codes, sectors, former, said = describe(words, i, j)
        if i and sectors and words.before[i] in ("", ",") and words.lowers[i - 1].endswith("s") and singular(words.lowers[i - 1]) in role_nouns():
            self._list = (words.sentence[i], codes, sectors)  # "Senators A, B and C"
        elif self._list[0] == words.sentence[i] and not sectors and (words.before[i] == "," or words.lowers[i - 1 : i] == ["and"]):
            codes, sectors = codes or self._list[1], list(self._list[2])
        for known in self._by_word.get(tokens[-1], ()):
            if set(tokens) <= known.words or (len(tokens) > 1 and known.words <= set(tokens)):
                known.codes += codes
                known.sectors += sectors
                known.cues |= cues_near(words, i, j)
                known.spans.append((i, j))
                if len(tokens) > len(known.words):
                    self._widen(known, tokens, full)
                if not known.title:
                    known.title = said
                    known.former = known.former or former
                return
        known = Known(full, frozenset(tokens), i, self._people(full, codes), codes, sectors, former, said)
        known.cues = cues_near(words, i, j)
        known.spans = [(i, j)]
        self.known.append(known)
        for token in tokens:
            self._by_word.setdefault(token, []).append(known)

    def _widen(self, known: Known, tokens: tuple[str, ...], full: str) -> None:
        known.full, known.words = full, frozenset(tokens)
        known.people = self._people(full, known.codes)
        for token in tokens:
            people = self._by_word.setdefault(token, [])
            if known not in people:
                people.append(known)

    def _people(self, full: str, codes: list[str]) -> list[Person]:
        """Persons of that name who may be meant, likeliest first."""
        tokens = name_tokens(full)
        found = offices().named(full)
        near = []
        for p in found:
            local = p.code in self._codes or p.code in codes
            timely = self._on is None or any(_near(t, self._on) for t in p.terms)
            if not timely or (len(tokens) == 1 and not (p.top and (local or _prominent(p, self._on, tokens[0])))):
                continue
            if not local and not p.top and len(tokens) < 3:
                continue
            exact = frozenset(tokens) == p.words or frozenset(name_tokens(p.name)) == frozenset(tokens)
            held = self._on is not None and any(t.holds(self._on.isoformat()) for t in p.terms)
            near.append(((p.code not in codes, not exact, not local, not p.curated, not p.top, not held, -len(p.terms)), p))
        return [p for _, p in sorted(near, key=lambda x: (x[0], x[1].name))]

    def find(self, text: str, i: int) -> Known | None:
        """The person of the report that a name stands for, the nearest namesake before word `i` first; else one known by name alone."""
        tokens = name_tokens(text)
        while len(tokens) > 1 and tokens[0] in TITLES:
            tokens = tokens[1:]
        if not tokens:
            return None
        fits = [k for k in self._by_word.get(tokens[-1], ()) if set(tokens) <= k.words]
        if fits:
            earlier = [k for k in fits if k.first <= i]
            return max(earlier or fits, key=lambda k: (bool(k.people or k.codes), k.first))
        people = self._people(" ".join(tokens), [])
        if people:
            return Known(text, frozenset(tokens), i, people, [], [], False, "")
        return None


YEARS_AFTER, YEARS_BEFORE = 25, 3
"""An office names its holder for this long after it ended, and this long before it began: reports recall, and rarely foresee."""


def _near(term: Term, on: dt.date) -> bool:
    return int(term.start[:4]) - YEARS_BEFORE <= on.year <= int(term.end[:4]) + YEARS_AFTER


def _prominent(p: Person, on: dt.date | None, token: str) -> bool:
    """Whether a surname alone says who is meant: a head of state or government, or another of the hand-written list, in office then."""
    last = name_tokens(p.name)
    if not last or token not in (last[-1], last[0], plain(token)):
        return False
    if on is None:
        return any("curated" in t.source for t in p.terms)
    return any(t.holds(on.isoformat(), 1) for t in p.terms)
