"""English word forms: forms of a verb or noun from its lemma, and the singular of a noun, by rule and tables of irregular ones.

The tables hold only what the lexicons need. Doubling of the last consonant follows stress, which spelling does not show: words of one
syllable double, longer ones only when listed. Lemmas of tagged text are another thing: `language.lemmas` learns its exceptions.
"""

from __future__ import annotations

from functools import lru_cache

_IRREGULAR = """
arise arose arisen|be was,were been|bear bore borne|beat beat beaten|become became become|begin began begun
bend bent bent|bid bid bid|bind bound bound|bite bit bitten|blow blew blown|break broke broken|bring brought brought
build built built|burn burned,burnt burned,burnt|burst burst burst|buy bought bought|cast cast cast
catch caught caught|choose chose chosen|cling clung clung|come came come|cost cost cost|cut cut cut|deal dealt dealt
dig dug dug|do did done|draw drew drawn|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed
feel felt felt|fight fought fought|find found found|flee fled fled|fling flung flung|fly flew flown
forbid forbade,forbad forbidden|foresee foresaw foreseen|forget forgot forgotten|forgive forgave forgiven
forgo forwent forgone|forsake forsook forsaken|freeze froze frozen|get got got,gotten|give gave given|go went gone
grow grew grown|hang hung,hanged hung,hanged|have had had|hear heard heard|hide hid hidden|hit hit hit
hold held held|keep kept kept|kneel knelt knelt|know knew known|lay laid laid|lead led led|learn learned,learnt learned,learnt|leave left left
lend lent lent|let let let|lie lay lain|lose lost lost|make made made|mean meant meant|meet met met
mislead misled misled|overcome overcame overcome|override overrode overridden|overrun overran overrun
oversee oversaw overseen|overthrow overthrew overthrown|overtake overtook overtaken|partake partook partaken
pay paid paid|plead pleaded,pled pleaded,pled|put put put|quit quit,quitted quit|read read read
rebuild rebuilt rebuilt|repay repaid repaid|rethink rethought rethought|retake retook retaken|rid rid rid
ride rode ridden|ring rang rung|rise rose risen|run ran run|say said said|see saw seen|seek sought sought
sell sold sold|send sent sent|set set set|shake shook shaken|shed shed shed|shoot shot shot|show showed shown
shut shut shut|sing sang sung|sink sank,sunk sunk|sit sat sat|slay slew slain|slit slit slit|speak spoke spoken
spend spent spent|split split split|spread spread spread|spring sprang sprung|stand stood stood|steal stole stolen
stick stuck stuck|strike struck struck|string strung strung|strip stripped stripped|swear swore sworn
sweep swept swept|take took taken|teach taught taught|tear tore torn|tell told told|think thought thought
throw threw thrown|undergo underwent undergone|undertake undertook undertaken|undo undid undone
unfreeze unfroze unfrozen|uphold upheld upheld|upset upset upset|wage waged waged|withdraw withdrew withdrawn
withhold withheld withheld|withstand withstood withstood|write wrote written|resend resent resent
rewrite rewrote rewritten|shoplift shoplifted shoplifted|lynch lynched lynched|backslide backslid backslid
outbid outbid outbid|redraw redrew redrawn|resell resold resold|broadcast broadcast broadcast
"""
_VERBS: dict[str, tuple[list[str], list[str]]] = {
    f[0]: (f[1].split(","), f[2].split(","))
    for f in (e.split() for line in _IRREGULAR.split("\n") for e in line.split("|"))
    if f
}
_DOUBLING = frozenset(
    "abet admit allot annul commit compel concur confer control defer demur deter dispel embed equip excel expel forbid impel incur "
    "infer occur omit overrun permit prefer propel rebel rebut recur refer regret remit repel submit transfer transmit kidnap "
    "worship handicap backlog sandbag outbid".split()
)
_BRITISH = frozenset(
    "cancel counsel travel label model signal shell-l level rival quarrel marshal channel funnel fuel dial total libel pummel tunnel "
    "unravel revel shovel snivel stencil initial cudgel duel".split()
)
_HUMANS = frozenset({"human", "german", "roman", "ottoman", "talisman"})
_PLURALS = {
    "child": "children", "person": "people", "crisis": "crises", "wife": "wives", "life": "lives", "thief": "thieves",
    "knife": "knives", "half": "halves", "coup d'etat": "coups d'etat", "foot": "feet", "analysis": "analyses",
    "medium": "media", "basis": "bases", "hypothesis": "hypotheses", "bus": "buses", "gas": "gases", "veto": "vetoes",
    "embargo": "embargoes", "cargo": "cargoes", "hero": "heroes", "torpedo": "torpedoes", "leaf": "leaves",
}  # fmt: skip


def _doubles(word: str) -> bool:
    if word in _DOUBLING or word in _BRITISH:
        return True
    vowels = "aeiou"
    one_syllable = (
        sum(c in vowels + "y" and (i == 0 or word[i - 1] not in vowels + "y") for i, c in enumerate(word)) == 1
    )
    return (
        len(word) > 2
        and one_syllable
        and word[-1] not in vowels + "wxy"
        and word[-2] in vowels
        and word[-3] not in vowels
    ) or (len(word) > 3 and one_syllable and word[-1] not in vowels + "wxy" and word[-3:-1] == "ui" and word[-4] == "q")


def sibilant(word: str) -> str:
    """The form with -s: third person of a verb, regular plural of a noun."""
    if word.endswith("y") and len(word) > 1 and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word + (
        "es" if word in {"do", "go", "undergo", "forgo", "veto", "embargo", "echo", "torpedo", "redo", "undo"} else "s"
    )


def _past(word: str) -> list[str]:
    if word.endswith("e"):
        return [word + "d"]
    if word.endswith("y") and word[-2] not in "aeiou":
        return [word[:-1] + "ied"]
    if word.endswith("c") and word[-2] in "aeiou":
        return [word + "ked"]
    if word in _BRITISH:
        return [word + "ed", word + word[-1] + "ed"]
    return [word + word[-1] + "ed"] if _doubles(word) else [word + "ed"]


def _ing(word: str) -> list[str]:
    if word.endswith("ie"):
        return [word[:-2] + "ying"]
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")) and word != "be":
        return [word[:-1] + "ing"]
    if word.endswith("c") and word[-2] in "aeiou":
        return [word + "king"]
    if word in _BRITISH:
        return [word + "ing", word + word[-1] + "ing"]
    return [word + word[-1] + "ing"] if _doubles(word) else [word + "ing"]


def _spellings(word: str) -> list[str]:
    """A word with its other common spelling: -ise/-ize, -our/-or, -ence/-ense."""
    out = [word]
    for a, b in (("ize", "ise"), ("izing", "ising"), ("ized", "ised"), ("yze", "yse"), ("ization", "isation")):
        if word.endswith(a) and word not in {"size", "seize", "prize"}:
            out.append(word[: -len(a)] + b)
    swaps = {"defense": "defence", "honor": "honour", "labor": "labour", "favor": "favour", "harbor": "harbour", "offense": "offence",
             "maneuver": "manoeuvre", "license": "licence", "program": "programme", "rumor": "rumour", "center": "centre"}  # fmt: skip
    if word in swaps:
        out.append(swaps[word])
    return out


def verb(lemma: str) -> list[str]:
    """All forms of a verb, the lemma first: base, -s, past, past participle, -ing."""
    out: list[str] = []
    for word in _spellings(lemma):
        head, _, tail = word.rpartition("-")
        stem = next((p for p in (tail, _unprefixed(tail)) if p in _VERBS), "")
        prefix = word[: len(word) - len(stem)] if stem else ""
        past, participle = _VERBS[stem] if stem else (_past(tail), [])
        lead = prefix if stem else (head + "-" if head else "")
        ing = ["lying"] if tail == "lie" else _ing(tail)
        out += [word, (head + "-" if head else "") + sibilant(tail)]
        out += [lead + p for p in [*past, *participle]]
        out += [(head + "-" if head else "") + g for g in ing]
    return list(dict.fromkeys(out))


def _unprefixed(word: str) -> str:
    for prefix in ("re", "mis", "over", "out", "un", "under"):
        rest = word.removeprefix(prefix)
        if rest != word and rest in _VERBS and len(rest) > 2:
            return rest
    return ""


def noun(lemma: str) -> list[str]:
    """Singular and plural of a noun, the lemma first."""
    out: list[str] = []
    for word in _spellings(lemma):
        regular = word[:-2] + "en" if word.endswith("man") and word not in _HUMANS else sibilant(word)
        out += [word, _PLURALS.get(word) or regular]
        if word in {"veto", "embargo", "cargo"}:
            out.append(word + "s")
    return list(dict.fromkeys(out))


_SINGULARS = {
    "men": "man", "women": "woman", "children": "child", "people": "people", "police": "police", "wives": "wife", "thieves": "thief",
    "forces": "forces", "news": "news", "series": "series", "mps": "mp", "officials": "official", "media": "media", "troops": "troops",
    "authorities": "authorities", "others": "others",
}  # fmt: skip


@lru_cache(maxsize=16384)
def singular(noun: str) -> str:
    """The singular of a lower-case noun by its ending; words that have none stay as they are."""
    if noun in _SINGULARS:
        return _SINGULARS[noun]
    if noun.endswith("men") and len(noun) > 4:
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "zes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3:
        return noun[:-1]
    return noun
