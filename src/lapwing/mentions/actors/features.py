"""Features of the three decisions that are learned: a code from context, an antecedent, a sector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lapwing.knowledge import frames
from lapwing.knowledge.offices.names import given_names, plain
from lapwing.mentions.actors.persons import Known
from lapwing.mentions.actors.phrases import Phrase
from lapwing.mentions.actors.scan import Grammar, Ref
from lapwing.mentions.actors.words import Words

NONE = ""
"""The candidate "unresolved"."""

PLACES_BEFORE = frozenset(("in", "at", "near", "outside", "across", "around", "throughout", "inside", "southern", "northern", "eastern",
    "western", "central"))  # fmt: skip


def bucket(distance: int) -> str:
    """A distance in words as one of five sizes."""
    return "1" if distance < 2 else "3" if distance < 4 else "7" if distance < 8 else "15" if distance < 16 else "far"


def group_of(phrase: Phrase | None, person: bool) -> str:
    """What kind of participant is sought, for crossing with the other features."""
    if person or phrase is None:
        return "person"
    if phrase.role is not None:
        return phrase.role.sector + phrase.role.kind[0]
    return "bare"


def code_features(
    code: str, words: Words, phrase: Phrase, group: str, refs: Sequence[Ref], share: float, rank: int, first: bool,
    titled: bool, chain: bool, role: str,
) -> list[str]:  # fmt: skip
    """Features of one code as the country of a phrase; `refs` are the mentions of that code."""
    sentence = words.sentence[phrase.i]
    kind = code if code in ("IGO", "NGO", "IMG", "MNC") else "country"
    out = [f"type={kind}", f"type={kind}|{group}", f"type={kind}|{role}"]
    near_before: Ref | None = None
    near_after: Ref | None = None
    last: Ref | None = None
    for ref in refs:
        if ref.j <= phrase.i:
            last = ref
            if ref.sentence == sentence:
                near_before = ref
        elif ref.i >= phrase.j and ref.sentence == sentence and near_after is None:
            near_after = ref
    for name, near in (("before", near_before), ("after", near_after)):
        if near is None:
            continue
        distance = phrase.i - near.j if name == "before" else near.i - phrase.j
        lead = words.lowers[near.i - 1] if near.i else ""
        how = (
            "place"
            if lead in PLACES_BEFORE
            else "of"
            if lead in ("of", "from")
            else "by"
            if lead in ("by", "with", "against")
            else "other"
        )
        own = "own" if words.possessive[near.j - 1] else "plain"
        out += [
            f"{name}", f"{name}|{group}", f"{name}|d{bucket(distance)}", f"{name}|{near.kind}", f"{name}|{near.kind}|{group}",
            f"{name}|{how}", f"{name}|{how}|{group}", f"{name}|{how}|{near.kind}", f"{name}|{own}|{near.kind}",
            f"{name}|subject{near.subject}", f"{name}|subject{near.subject}|{group}", f"{name}|{near.sector}|{group}",
        ]  # fmt: skip
    if near_before is None and near_after is None:
        if last is not None:
            gap = sentence - last.sentence
            out += [f"ago{min(gap, 4)}", f"ago{min(gap, 4)}|{group}", f"ago{min(gap, 2)}|{last.kind}"]
        else:
            out.append("later")
    size = (
        "all"
        if share > 0.95
        else "most"
        if share > 0.6
        else "half"
        if share > 0.4
        else "some"
        if share > 0.15
        else "few"
    )
    out += [f"share={size}", f"share={size}|{group}", f"rank={min(rank, 3)}", f"rank={min(rank, 3)}|{group}"]
    if first:
        out += ["first", f"first|{group}"]
    if titled:
        out.append("titled")
    if chain:
        out += ["chain", f"chain|{group}"]
    return out


def told_features(code: str, told: Sequence[str]) -> list[str]:
    """Features of a code that a person's titles and appositions name, or do not."""
    if code not in told:
        return ["untold"] if told else []
    return ["told", f"told{min(told.count(code), 3)}", f"told|{'only' if len(set(told)) == 1 else 'among'}"] + (["told first"] if told[0] == code else [])  # noqa: E501


WIDE = frozenset(("foreign", "international", "western", "world", "global", "european", "muslim", "regional", "neighboring", "other", "two"))
"""Adjectives of those who belong to no one country."""


def none_features(words: Words, phrase: Phrase, group: str, codes: int, here: int, sentences: int, role: str) -> list[str]:
    """Features of leaving a phrase unresolved."""
    how = "definite" if phrase.definite else "plural" if phrase.plural else "single"
    long = "report" if sentences > 3 else "lone"
    return [
        "none", f"none|{group}", f"none|{how}", f"none|{how}|{group}", f"none|{long}", f"none|{long}|{group}", f"none|{long}|{how}",
        f"none|codes{min(codes, 3)}", f"none|here{min(here, 2)}|{long}", f"none|here{min(here, 2)}|{group}", f"none|{phrase.head}", f"none|{role}",
        f"none|{role}|{group}",
        *(f"none|{words.lowers[k]}" for k in range(phrase.i, phrase.j) if words.lowers[k] in WIDE),
    ]  # fmt: skip


WOMEN, MEN = frozenset(("she", "her", "hers", "herself")), frozenset(("he", "him", "his", "himself"))


def gender_of(words: Words, ref: Ref) -> str:
    """`woman`, `man` or `""` for a mention, by its given name and titles."""
    table = given_names()
    said = table.get(plain(ref.name.split(" ")[0])) if ref.kind == "person" and ref.name else None
    if said is None and ref.kind in ("person", "role"):
        low = {words.lowers[k] for k in range(max(0, ref.i - 1), ref.j)}
        if low & {"mrs", "ms", "miss", "queen", "woman", "girl", "chairwoman", "spokeswoman", "wife", "mother", "daughter", "sister", "princess"}:
            return "woman"
        if low & {"mr", "king", "man", "boy", "chairman", "spokesman", "husband", "father", "son", "brother", "prince", "policeman"}:
            return "man"
    return said or ""


def pronoun_features(
    words: Words, phrase: Phrase, stands: str, ref: Ref, back: int, count: int, role: str, dep: str, best: bool,
) -> list[str]:  # fmt: skip
    """Features of an earlier mention as what a pronoun stands for.

    Args:
        back: how many mentions lie between.
        count: how often the mention's bearer is named.
        dep: the pronoun's own relation, `""` without a parse.
        best: whether the mention is the nearest that can be a person.
    """
    gap = min(words.sentence[phrase.i] - ref.sentence, 3)
    word = phrase.head if stands == phrase.pronoun else "owner"
    kind = "rolep" if ref.kind == "role" and ref.plural else ref.kind
    place = "subject" if ref.subject else "object" if ref.dep in ("obj", "iobj") else "owner" if words.possessive[ref.j - 1] else (
        "oblique" if ref.dep == "obl" else "inner" if ref.dep in ("nmod", "nmod:poss", "appos") else "conj" if ref.dep == "conj" else "other")
    mine = "subject" if dep.startswith("nsubj") else "object" if dep in ("obj", "iobj", "obl") else "owner" if dep == "nmod:poss" else "other"
    opens = ref.i == words.first[ref.sentence]
    first = phrase.i - words.first[words.sentence[phrase.i]] < 2
    out = [
        f"{stands}|{kind}", f"{stands}|plural{ref.plural}", f"{stands}|gap{gap}", f"gap{gap}|{place}", f"{mine}|{place}|gap{gap}",
        f"{stands}|{place}|gap{gap}", f"back{min(back, 6)}", f"{stands}|back{min(back, 4)}", f"{word}|{kind}",
        f"{stands}|{kind}|{ref.sector}", f"count{min(count, 5)}", f"{stands}|{kind}|count{min(count, 4)}", f"{stands}|{kind}|gap{gap}|{place}",
        f"opens{opens}|gap{gap}", f"first{first}|{place}|gap{gap}", f"{stands}|best{best}", f"{stands}|best{best}|gap{gap}",
    ]  # fmt: skip
    if ref.i > phrase.i:
        out += ["behind", f"{stands}|behind|{kind}|{place}"]
    before = words.lowers[ref.i - 1] if ref.i else ""
    if ref.i > phrase.i and before in ("said", "says", "added", "told", "tweeted", "wrote"):
        out.append(f"{stands}|spoken")
    gender = gender_of(words, ref)
    if gender and word in WOMEN | MEN:
        out.append("agrees" if (word in WOMEN) == (gender == "woman") else "disagrees")
    if gap == 0:
        out.append(f"{stands}|d{bucket(phrase.i - ref.j)}|{place}")
    after = words.lowers[ref.j] if ref.j < len(words) else ""
    if after in ("said", "says", "told", "added", "warned", "claimed", "stated", "tweeted", "wrote"):
        out += ["speaks", f"{stands}|speaks|gap{gap}"]
    return out


def no_antecedent(phrase: Phrase, stands: str, candidates: int, sentences: int, role: str) -> list[str]:
    """Features of leaving a pronoun unresolved."""
    long = "report" if sentences > 3 else "lone"
    return [
        "none", f"none|{stands}", f"none|{phrase.head}", f"none|{long}", f"none|{stands}|{long}", f"none|n{min(candidates, 3)}|{long}",
        f"none|{stands}|n{min(candidates, 3)}", f"none|{role}",
    ]  # fmt: skip


def sector_features(
    words: Words, phrase: Phrase, why: str, code: str, rule: str, kind: str, name_sector: str, said: Sequence[str], role: str, former: bool,
    cues: Sequence[str] = (),
) -> list[str]:  # fmt: skip
    """Features of a participant's sector; `rule` is what the tables alone would say."""
    low = words.lowers
    region = low[phrase.head_from : phrase.head_to]
    mine = {k for h in phrase.hits for k in range(h.i, h.j)}
    typed = code if code in ("IGO", "NGO", "IMG", "MNC", "") else "country"
    out = [
        "bias", f"rule={rule}", f"rule={rule}|{why}", f"rule={rule}|{typed}", f"why={why}", f"why={why}|{typed}", f"role={role}",
        f"rule={rule}|{role}", f"kind={kind}", f"kind={kind}|{name_sector}", f"why={why}|{name_sector}", f"former={former}|{rule}",
    ]  # fmt: skip
    if why not in ("country", "capital", "office", "person", "alias"):
        out += [f"head={phrase.head}", f"head={phrase.head}|{typed}", f"head={phrase.head}|{name_sector}"]
        out += [f"mod={low[k]}" for k in range(phrase.head_from, phrase.head_to - 1) if k not in mine]
        out += [f"modhit={h.entry.sector}|{phrase.role.sector if phrase.role else ''}" for h in phrase.hits]
        if phrase.head_to < phrase.j:
            out.append(f"prep={low[phrase.head_to]}|{rule}")
            out += [f"tail={h.entry.sector}|{rule}" for h in phrase.tail]
            out += [f"tailword={low[k]}" for k in range(phrase.head_to + 1, phrase.j)]
        out.append(f"shape={phrase.definite}|{phrase.plural}|{phrase.proper}|{len(region) > 1}")
    if phrase.member:
        out.append(f"member|{rule}")
    if why in ("person", "apposition"):
        out += [f"cue={c}|{bool(said)}" for c in cues] + [f"cue={c}" for c in cues]
        out.append(f"told nothing={not said}|{typed}")
    for sector in dict.fromkeys(said):
        out.append(f"said={sector}")
    if said:
        out.append(f"said1={said[0]}")
    i, j = phrase.i, phrase.j
    sentence = words.sentence[i]
    if why not in ("country", "office"):
        for k in range(max(0, i - 4), i):
            if words.sentence[k] == sentence:
                out.append(f"left={low[k]}")
        for k in range(j, min(len(words), j + 5)):
            if words.sentence[k] == sentence:
                out.append(f"right={low[k]}")
        first, last = max(words.first[sentence], i - 9), min(words.first[sentence + 1], j + 9)
        for k in range(first, last):
            if not i <= k < j and len(low[k]) > 3:
                out.append(f"near={low[k]}|{role}")
    else:
        if j < len(words) and words.sentence[j] == sentence:
            out.append(f"right={low[j]}|{why}")
        if i and words.sentence[i - 1] == sentence:
            out.append(f"left={low[i - 1]}|{why}")
    return out


Governor = tuple[str, str, str]

_PLACE = {
    "nsubj": "does", "obl:by": "does", "nmod:by": "does", "obl:agent": "does", "nsubj:pass": "done", "obj": "done", "nmod:of": "done",
    "obl:against": "done", "nmod:against": "done", "nmod:poss": "owner", "compound": "part", "amod": "part",
}  # fmt: skip
"""What a relation says of somebody's part in an action, roughly."""


def governor_features(prefix: str, governor: Governor, group: str) -> list[str]:
    """Features of what a phrase depends on: the word, and the types of action that the frame lexicon knows it for."""
    lemma, pos, relation = governor
    if not lemma:
        return [f"{prefix}ungoverned"]
    out = [f"{prefix}gov={lemma}|{relation}", f"{prefix}gov={lemma}", f"{prefix}rel={relation}"]
    place = _PLACE.get(relation, relation)
    entry = frames.load().entry(lemma, pos)
    if entry is not None:
        sense = entry.senses[0]
        out += [f"{prefix}act={sense.type}|{place}", f"{prefix}act={sense.type}.{sense.mode}|{place}"]
        if group:
            out.append(f"{prefix}act={sense.type}.{sense.mode}|{place}|{group}")
    return out


TOPICS = ("CRM", "COP", "MIL", "REB", "JUD", "LEG", "PTY", "OPP", "EDU", "LAB", "MED", "REL", "JRN", "REF", "SPY", "UAF", "BUS", "SOC", "PRM")
"""Sectors whose presence in a report tells which of its senses a vague noun has."""


def topic_features(topics: Counter[str], phrase: Phrase, rule: str, why: str) -> list[str]:
    """Features of what a report is about, crossed with the noun in question."""
    if why in ("country", "capital", "body"):
        return []
    head = phrase.head if why not in ("office", "person", "apposition") else why
    total = sum(topics.values()) or 1
    out = []
    for sector in TOPICS:
        n = topics[sector]
        if n:
            out += [f"topic={sector}|{rule}", f"topic={sector}|{head}"]
            if n > 1 and n / total > 0.15:
                out += [f"topics={sector}|{rule}", f"topics={sector}|{head}", f"topics={sector}"]
    return out


def entity_features(words: Words, grammar: Grammar, known: Known, office: bool) -> list[str]:
    """Features of a person from every mention by name in the report."""
    out: set[str] = set()
    for i, j in known.spans:
        out.update(governor_features("all ", grammar.governor(i, j), ""))
        sentence = words.sentence[i]
        first, last = max(words.first[sentence], i - 6), min(words.first[sentence + 1], j + 6)
        out.update(f"all near={words.lowers[k]}" for k in range(first, last) if not i <= k < j and len(words.lowers[k]) > 3)
    short = "office" if office else "other"
    return sorted(f"{f}|{short}" for f in out)
