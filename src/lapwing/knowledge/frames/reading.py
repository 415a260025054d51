"""Choosing the sense of a match, its mode and its participants."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from lapwing.knowledge.frames.context import Context, case_of, is_passive, surroundings
from lapwing.knowledge.frames.matching import Matcher
from lapwing.knowledge.frames.schema import FUTURE, Condition, Match, Pattern, Reading, Sense

_RIGHTWARD = frozenset({"REQUEST", "REJECT", "THREATEN"})
"""Types whose mode is what is asked, refused or threatened: it stands behind the trigger, the nearest word deciding."""
_ACTING = frozenset({"troops", "army", "police", "protester", "fighter", "leader", "official", "court", "suspect"})
_LIGHT = frozenset(
    "hold have conduct carry launch stage mount make take give do reach sign strike issue file lodge express voice open begin start "
    "impose announce win receive face commit perform pay enter resume continue end cancel lead join attend offer provide "
    "exchange trade".split()
)
_FIRST = frozenset(
    "the a an this that these those it he she they we i you in on at after before two three four five six seven eight nine ten his "
    "her its their our there when while as if but and or many several some most more all no officials police witnesses authorities "
    "experts scientists people at least dozens hundreds thousands earlier meanwhile also former".split()
)
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october "
    "november december day days week weeks month months year years today yesterday tomorrow eve morning evening night".split()
)
_CONTROL = frozenset("xcomp advcl conj acl parataxis ccomp".split())


def read(lexicon: Matcher, doc: Doc, i: int) -> Reading | None:
    """The reading of the words that start at token `i`; None when no entry stands there or none of its senses holds."""
    matches = lexicon.match(doc, i)
    if not matches:
        return None
    parsed = doc.has_annotation("DEP")
    for match in matches:
        context = surroundings(doc, match, parsed)
        if any(_all(lexicon, doc, near, context) for near in _near(lexicon, match)):
            continue
        for number, sense in enumerate(match.entry.senses):
            if _all(lexicon, doc, sense.when, context):
                return _reading(lexicon, doc, match, number, sense, context, parsed)
    return None


def _near(lexicon: Matcher, match: Match) -> tuple[tuple[Condition, ...], ...]:
    """The near-misses of a match; a light verb's noun brings its own."""
    if match.entry.pos != "L":
        return match.entry.near
    noun = lexicon.entry(match.entry.lemma.partition(" + ")[2], "N")
    return match.entry.near + (noun.near if noun else ())


def _reading(
    lexicon: Matcher, doc: Doc, match: Match, number: int, sense: Sense, context: Context, parsed: bool
) -> Reading:
    trace = [f"{match.entry.lemma} ({match.entry.pos}) is {sense.type} {sense.condition}"]
    kind, mode = sense.type, sense.mode
    if mode == "*":
        mode, why = _mode(lexicon, doc, kind, match, context)
        trace.append(why)
    if context.future and kind in FUTURE and not (kind == "RETREAT" and match.entry.pos == "N"):
        trace.append(f"still to come, so {FUTURE[kind]} (codebook, section 2)")
        kind, mode = FUTURE[kind], ""
    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    if parsed:
        pattern = lexicon.patterns[sense.pattern]
        actors, recipients, how = roles(lexicon, doc, match, pattern)
        trace.append(f"pattern {sense.pattern}, {how}")
    return Reading(
        start=match.start, end=match.end, head=match.head, lemma=match.entry.lemma, pos=match.entry.pos, type=kind, mode=mode,
        actors=actors, recipients=recipients, speech=sense.speech, sense=number, trace=tuple(trace),
    )  # fmt: skip


def _all(lexicon: Matcher, doc: Doc, tests: tuple[Condition, ...], context: Context) -> bool:
    return all(_holds(lexicon, doc, c, context) is not c.negated for c in tests)


def _holds(lexicon: Matcher, doc: Doc, test: Condition, c: Context) -> bool:
    key = test.key
    if not test.values:
        flags = {"neg": c.negated, "fut": c.future, "pass": c.passive, "own": c.own, "plural": c.plural,
                 "tr": bool(c.objects), "intr": not c.objects}  # fmt: skip
        return flags[key]
    if key == "c":
        return any(v in c.complements for v in test.values)
    if key in ("o", "s", "a"):
        where: Iterable[int] = c.objects if key == "o" else c.subjects if key == "s" else c.modifiers
    elif key in ("x", "w"):
        where = c.right if key == "x" else c.sentence
    else:
        where = c.pps.get(key, ())
        if "any" in test.values:
            return key in c.pps
    return any(_is(lexicon, doc[j], test.values) for j in where)


def _is(lexicon: Matcher, token: Token, names: tuple[str, ...]) -> bool:
    for name in lexicon.classes.get(token.lower_, ()):
        if name in names:
            return True
    if "name" in names and _is_name(token):
        return True
    if "place" in names and token.ent_type_ in ("LOC", "FAC", "GPE"):
        return True
    return "person" in names and token.ent_type_ == "PER"


def _is_name(token: Token) -> bool:
    """Whether a word is a name: an entity, a proper noun, or capitalised where only names are; first words when they can be one."""
    if token.ent_type_ or token.pos_ == "PROPN":
        return True
    return token.is_title and (token.lower_ not in _FIRST or not (token.i == 0 or token.is_sent_start))


def _mode(lexicon: Matcher, doc: Doc, kind: str, match: Match, context: Context) -> tuple[str, str]:
    """The mode that the words around give, with the word that did."""
    rows = lexicon.resolvers.get(kind, ())
    if kind in _RIGHTWARD:
        spots = [
            *range(match.start, match.end),
            *context.right,
            *range(match.start - 1, max(context.sentence.start, match.start - 3) - 1, -1),
        ]
        for j in spots:
            names = lexicon.classes.get(doc[j].lower_, ())
            for mode, name in rows:
                if name in names:
                    return mode, f"mode {mode} by {doc[j].text!r}"
        return "", "no word gives a mode"
    own = range(match.start, match.end)
    for where in (own, context.sentence):
        for mode, name in rows:
            for j in where:
                if name in lexicon.classes.get(doc[j].lower_, ()):
                    return mode, f"mode {mode} by {doc[j].text!r}"
    return "", "no word gives a mode"


def roles(lexicon: Matcher, doc: Doc, match: Match, pattern: Pattern) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """Head tokens of actors and recipients by the parse, and which construction was read."""
    head = _root(doc, match)
    if match.entry.pos in ("N", "L"):
        verb = head.head
        if head.dep_ in ("obj", "obl", "nsubj:pass") and (match.entry.pos == "L" or verb.lemma_.lower() in _LIGHT):
            actors = _light(lexicon, head, verb, pattern.light_actor, pattern.mutual)
            others = _light(lexicon, head, verb, pattern.light_recipient, False)
            actors = actors or _find(lexicon, head, pattern.nominal_actor, pattern.mutual)
            others = others or _find(lexicon, head, pattern.nominal_recipient, False, taken=actors)
            return actors, _without(others, actors), "light verb"
        actors = _find(lexicon, head, pattern.nominal_actor, pattern.mutual)
        return actors, _find(lexicon, head, pattern.nominal_recipient, False, taken=actors), "nominal"
    if is_passive(head, match, True):
        actors = _find(lexicon, head, pattern.passive_actor, pattern.mutual)
        wanted = pattern.passive_recipient + (("nsubj",) if "nsubj:pass" in pattern.passive_recipient else ())
        return actors, _find(lexicon, head, wanted, False, taken=actors), "passive"
    actors = _find(lexicon, head, pattern.actor, pattern.mutual)
    return actors, _find(lexicon, head, pattern.recipient, False, taken=actors), "active"


def _root(doc: Doc, match: Match) -> Token:
    """The token of a match that the others hang from; the head as listed for verbs and nouns of one word."""
    if match.end - match.start == 1 or match.entry.pos in ("V", "N"):
        return doc[match.head]
    for j in range(match.start, match.end):
        if not match.start <= doc[j].head.i < match.end or doc[j].head.i == j:
            return doc[j]
    return doc[match.head]


def _without(found: tuple[int, ...], taken: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(t for t in found if t not in taken)


def _find(
    lexicon: Matcher, head: Token, relations: tuple[str, ...], every: bool, taken: tuple[int, ...] = ()
) -> tuple[int, ...]:
    """Tokens of the first relation that finds some (of all, when `every`), with what is joined to them."""
    out: list[int] = []
    for relation in relations:
        found = _follow(lexicon, [head], relation.split(">"))
        found = [t for t in found if t.i not in taken and not _is_time(t)]
        for token in found:
            out += [token.i, *(c.i for c in token.children if c.dep_ == "conj")]
        if found and not every:
            break
    return tuple(dict.fromkeys(out))


def _light(lexicon: Matcher, noun: Token, verb: Token, relations: tuple[str, ...], every: bool) -> tuple[int, ...]:
    out: list[int] = []
    for relation in relations:
        start = noun if relation.startswith(("nmod", "acl", "ccomp")) else verb
        found = [t for t in _follow(lexicon, [start], relation.split(">")) if t.i != noun.i and not _is_time(t)]
        for token in found:
            out += [token.i, *(c.i for c in token.children if c.dep_ == "conj")]
        if found and not every:
            break
    return tuple(dict.fromkeys(out))


def _is_time(token: Token) -> bool:
    """Whether a token dates the event instead of taking part in it."""
    return token.ent_type_ == "DATE" or token.lower_ in _TIMES


def _follow(lexicon: Matcher, starts: list[Token], path: list[str]) -> list[Token]:
    here = starts
    for step in path:
        here = [t for start in here for t in _step(lexicon, start, step)]
    return here


def _step(lexicon: Matcher, token: Token, relation: str) -> list[Token]:
    if relation == "self":
        return [token]
    if relation in ("nsubj", "nsubj:pass"):
        return _subject(token, relation)
    label, _, case = relation.partition(":")
    out = []
    for child in token.children:
        dep = child.dep_
        if relation in ("amod", "compound"):
            if dep == relation and (
                child.ent_type_ or child.is_title or _ACTING & set(lexicon.classes.get(child.lower_, ()))
            ):
                out.append(child)
        elif dep == relation or (
            case and label in ("obl", "nmod") and dep.startswith(("obl", "nmod")) and case_of(child) == case
        ):
            out.append(child)
    return out


def _subject(token: Token, relation: str) -> list[Token]:
    """The subject of a verb, its own or the one it shares: relative clause, participle, infinitive or joined verb."""
    own = [c for c in token.children if c.dep_ == relation]
    if own:
        named = [c for c in own if c.lower_ in ("who", "which", "that")]
        return [token.head] if named and token.dep_.startswith("acl") else own
    head = token.head
    if head.i == token.i or any(c.dep_ in ("nsubj", "nsubj:pass", "csubj") for c in token.children):
        return []
    if token.dep_.startswith("acl"):
        fits = (token.tag_ == "VBN") is (relation == "nsubj:pass")
        return [head] if fits or not token.tag_ else []
    if token.dep_ not in _CONTROL:
        return []
    if token.dep_ == "xcomp":
        objects = [c for c in head.children if c.dep_ in ("obj", "iobj", "nsubj:pass")]
        if objects:
            return objects[:1]
    found = [c for c in head.children if c.dep_ in ("nsubj", "nsubj:pass")]
    return found[:1] if found else _subject(head, "nsubj") if token.dep_ in ("conj", "xcomp") else []
