"""Who is reported as saying what a trigger tells: clauses of reporting verbs, "according to", hearsay adverbs.

Works on Universal Dependencies; without a parse it falls back on word order.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec
from spacy.tokens import Doc, Token

from lapwing.mentions.attributions import tagged
from lapwing.mentions.attributions.reporting import Stance, forms, reporting
from lapwing.mentions.attributions.speakers import name_before, phrase

Range = tuple[int, int]

_CLAUSE = frozenset({"ccomp", "parataxis", "xcomp", "advcl", "acl", "csubj", "conj", "acl:relcl", "root", "dep"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither"})
_MAX_STEPS = 12
"""Steps from a trigger up the tree; sentences of news hardly nest deeper."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An attribution of a trigger; ranges are token indices."""

    speaker: Range | None
    cue: Range
    stance: Stance
    by: str
    """The construction it was found by: `clause`, `object`, `charge`, `passive`, `parenthesis`, `according to`,
    `colon`, `dash`, `tags`, `hearsay` or `word order`."""
    steps: tuple[str, ...] = ()
    """Dependency relations from the trigger up to the cue."""
    content: Range | None = None


def find(doc: Doc, sentence: Range, trigger: Range) -> Found | None:
    """The attribution of the words `trigger` in a sentence; None when the report speaks in its own voice.

    The nearest reporting construction over the trigger wins; the trigger itself is never its own cue.
    """
    if not doc.has_annotation("DEP"):
        return _by_order(doc, sentence, trigger) or _hearsay(doc, sentence, trigger)
    top = _top(doc, trigger)
    path = _path(top)
    return (
        _by_clause(path, trigger)
        or _by_parenthesis(path, sentence, trigger)
        or _according_to(doc, sentence, trigger)
        or _by_colon(doc, sentence, trigger)
        or _by_tags(doc, trigger)
        or _hearsay(doc, sentence, trigger)
    )


def _top(doc: Doc, trigger: Range) -> Token:
    """The trigger word the others hang on."""
    for token in doc[trigger[0] : trigger[1]]:
        if not trigger[0] <= token.head.i < trigger[1] or token.head.i == token.i:
            return token
    return doc[trigger[0]]


def _path(token: Token) -> list[Token]:
    path = [token]
    while path[-1].head.i != path[-1].i and len(path) < _MAX_STEPS:
        path.append(path[-1].head)
    return path


def _lemma(token: Token) -> str:
    return forms().get(token.lower_) or token.lemma_.lower() or token.lower_


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or not token.pos_


def _by_clause(path: list[Token], trigger: Range) -> Found | None:
    """The trigger stands in the clause, or is the noun, that a reporting verb reports."""
    words = reporting()
    clausal = False
    for child, parent in pairwise(path):
        relation = child.dep_.split(":")[0]
        clausal = clausal or child.dep_ in ("ccomp", "parataxis", "csubj")
        if trigger[0] <= parent.i < trigger[1] or not _is_verb(parent):
            continue
        lemma = _lemma(parent)
        if lemma in words.opinion and _has_reporter(parent):
            continue  # "officials say they believe": the officials
        found: Found | None = None
        if _passive(parent) and (stance := words.passive.stance(lemma)) and relation in ("xcomp", "ccomp"):
            agent = next((c for c in parent.children if c.dep_ in ("obl:agent", "obl") and _has_case(c, "by")), None)
            return Found(
                speaker=phrase(agent) if agent is not None else None,
                cue=(parent.i, parent.i + 1),
                stance=stance,
                by="passive",
                content=(child.left_edge.i, child.right_edge.i + 1),
            )
        if (
            relation in ("ccomp", "parataxis")
            or (relation == "xcomp" and lemma in ("say", "report", "claim", "deny"))
            # Whatever hangs on "say" from the right is what is said; only a second verb is not, unless "that" opens it.
            or (lemma == "say" and child.i > parent.i and relation != "advcl" and (relation != "conj" or _that(child)))
        ):
            found = _reported(parent, words.clause(lemma), "clause")
        elif relation in ("obj", "xcomp", "obl") and child.i > parent.i and (stance := words.noun(lemma)):
            if relation == "obj" or stance != "asserts":
                found = _reported(parent, stance, "object")
        elif relation in ("obl", "advcl") and lemma in words.charge and _marked(child):
            found = _reported(parent, "asserts", "charge")
        if found and not (relation == "parataxis" and _sentence_of_its_own(parent, child)):
            inside = path[: path.index(parent)]
            return msgspec.structs.replace(
                found, steps=tuple(token.dep_ for token in inside), content=(child.left_edge.i, child.right_edge.i + 1)
            )
    return None


def _reported(verb: Token, stance: Stance | None, by: str) -> Found | None:
    if stance is None:
        return None
    speaker = _subject(verb) or _noun_before(verb)
    if speaker is None or (speaker.i > verb.i and by != "parenthesis" and speaker.dep_ != "nsubj"):
        return None
    if any(child.dep_ == "advmod" and child.lower_ in _NEGATIONS for child in verb.children):
        stance = "doubts"
    named = name_before(verb) if speaker.i < verb.i else None
    return Found(speaker=named or phrase(speaker), cue=(verb.i, verb.i + 1), stance=stance, by=by)


def _subject(verb: Token, depth: int = 0) -> Token | None:
    """Who speaks: the subject, or that of the verb this one is joined to, or the noun it describes."""
    for child in verb.children:
        if child.dep_ == "nsubj":
            if child.ent_type_ == "DATE" or child.is_punct:
                continue
            if child.lower_ not in ("who", "which", "that") or verb.dep_ != "acl:relcl":
                return child
            noun = verb.head
            if noun.dep_ == "obj" and noun.lemma_ in reporting().documents:
                return _subject(noun.head, depth + 1) or noun
            return noun
    if depth > 3 or verb.head.i == verb.i:
        return None
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp") and _is_verb(verb.head):
        if verb.dep_ == "ccomp" and verb.tag_ != "VBG":
            return None
        if _quoted_as(verb):
            return next((c for c in verb.head.children if c.dep_ in ("obj", "nsubj:pass")), None)
        return _subject(verb.head, depth + 1) or next((c for c in verb.head.children if c.dep_ == "nsubj:pass"), None)
    if verb.dep_ == "conj":
        return _subject(verb.head, depth + 1)
    if verb.dep_ in ("acl", "acl:relcl"):
        noun = verb.head
        if noun.dep_ == "obj" and noun.lemma_ in reporting().documents:
            return _subject(noun.head, depth + 1) or noun  # "issued a statement saying": who issued it
        return noun
    return None


def _sentence_of_its_own(verb: Token, clause: Token) -> bool:
    """Whether a loosely joined clause behind a reporting verb is no part of what it reports: a semicolon stands before
    it, or the verb reports another clause already.
    """
    if clause.i < verb.i:
        return False
    if any(token.text == ";" for token in verb.doc[verb.i : clause.i]):
        return True
    return any(child.dep_ == "ccomp" for child in verb.children)


def _that(token: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in token.children)


def _noun_before(verb: Token) -> Token | None:
    """The noun or pronoun right before the verb and its auxiliaries, where the parse gives no subject."""
    index = verb.i - 1
    start = verb.sent.start if verb.doc.has_annotation("SENT_START") else 0
    while index >= start and verb.doc[index].pos_ in ("AUX", "ADV", "PART"):
        index -= 1
    if index < start or verb.doc[index].pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    return verb.doc[index]


def _has_reporter(verb: Token) -> bool:
    """Whether a reporting verb governs the clause of this one."""
    return any(
        child.dep_ == "ccomp" and _is_verb(parent) and reporting().clause(_lemma(parent)) is not None
        for child, parent in pairwise(_path(verb))
    )


def _marked(token: Token) -> bool:
    """ "of" or "for" stands before it: "accused X of", "blamed X for"."""
    return any(child.dep_ in ("case", "mark") and child.lower_ in ("of", "for") for child in token.children)


def _quoted_as(verb: Token) -> bool:
    """ "quoted X as saying": the speaker is whom the verb above quotes."""
    return _lemma(verb.head) in ("quote", "cite") or any(
        c.lower_ == "as" for c in verb.children if c.dep_ in ("mark", "case")
    )


def _passive(verb: Token) -> bool:
    return any(child.dep_ == "aux:pass" for child in verb.children)


def _has_case(token: Token, word: str) -> bool:
    return any(child.dep_ == "case" and child.lower_ == word for child in token.children)


def _by_parenthesis(path: list[Token], sentence: Range, trigger: Range) -> Found | None:
    """The reporting clause is put in or after: "X was shot, police said"."""
    words = reporting()
    for token in path:
        for child in token.children:
            if child.dep_ not in ("parataxis", "ccomp", "advcl", "conj") or child in path or not _is_verb(child):
                continue
            if trigger[0] <= child.i < trigger[1] or not sentence[0] <= child.i < sentence[1]:
                continue
            if child.dep_ in ("advcl", "conj", "ccomp") and not _trails(child):
                continue
            stance = words.clause(_lemma(child))
            speaker = next((c for c in child.children if c.dep_ == "nsubj"), None)
            if stance and speaker is not None and not any(c.dep_ == "ccomp" for c in child.children):
                return Found(speaker=phrase(speaker), cue=(child.i, child.i + 1), stance=stance, by="parenthesis")
    return None


def _trails(verb: Token) -> bool:
    """Nothing but the speaker and an adverb hangs on the verb, which stands behind a comma."""
    left = verb.left_edge.i
    return left > 0 and verb.doc[left - 1].text in (",", '"', "”") and len(list(verb.subtree)) <= 12


def _according_to(doc: Doc, sentence: Range, trigger: Range) -> Found | None:
    for index in range(sentence[0], sentence[1] - 2):
        if doc[index].lower_ != "according" or doc[index + 1].lower_ != "to":
            continue
        head = doc[index].head
        if not index + 1 < head.i < min(sentence[1], index + 12) or head.pos_ == "VERB":
            head = _first_noun(doc, index + 2, sentence[1])
        speaker = phrase(head)
        if trigger[0] < speaker[1] and speaker[0] < trigger[1]:
            return None
        return Found(speaker=speaker, cue=(index, index + 2), stance="asserts", by="according to")
    return None


def _by_colon(doc: Doc, sentence: Range, trigger: Range) -> Found | None:
    """Headlines: "Police: bomber kills five", "Bomber kills five - police"."""
    start, end = sentence
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in ".!"):
        end -= 1
    for index in range(start + 1, min(start + 6, trigger[0])):
        if doc[index].text == ":" and _is_speaker(doc, start, index):
            return Found(speaker=(start, index), cue=(index, index + 1), stance="asserts", by="colon")
    for index in range(end - 2, max(end - 6, trigger[1] - 1), -1):
        spaced = bool(doc[index].whitespace_ and doc[index - 1].whitespace_)
        if spaced and doc[index].text in ("-", "--", "–", "—") and _is_speaker(doc, index + 1, end):
            return Found(speaker=(index + 1, end), cue=(index, index + 1), stance="asserts", by="dash")
    return None


def _is_speaker(doc: Doc, start: int, end: int) -> bool:
    last = doc[end - 1]
    return last.ent_type_ in ("PER", "ORG", "LOC") or last.lower_ in reporting().unnamed.people | reporting().bodies


def _first_noun(doc: Doc, start: int, end: int) -> Token:
    for index in range(start, end):
        if doc[index].pos_ in ("NOUN", "PROPN", "PRON"):
            while index + 1 < end and doc[index + 1].pos_ in ("NOUN", "PROPN"):
                index += 1
            return doc[index]
    return doc[start]


def _by_tags(doc: Doc, trigger: Range) -> Found | None:
    """What the language model marked, where no construction is known: "In a letter to the council, Chad blames …"."""
    content = tagged.content_of(doc, trigger)
    cue = tagged.cue_of(doc, content) if content else None
    speaker = tagged.source_of(doc, cue) if cue else None
    if cue is None or speaker is None or (trigger[0] < cue[1] and cue[0] < trigger[1]):
        return None
    stances = (reporting().clause(_lemma(t)) for t in doc[cue[0] : cue[1]])
    return Found(speaker=speaker, cue=cue, stance=next((s for s in stances if s), "asserts"), by="tags", content=content)


def _hearsay(doc: Doc, sentence: Range, trigger: Range) -> Found | None:
    """ "reportedly", "allegedly" by the trigger, "alleged" on it."""
    words = reporting()
    start = max(sentence[0], trigger[0] - 4)
    for index in range(trigger[0] - 1, start - 1, -1):
        word = doc[index].lower_
        if stance := words.hearsay.stance(word):
            return Found(speaker=None, cue=(index, index + 1), stance=stance, by="hearsay")
        if doc[index].text in (",", ";", ":"):
            break
    before = doc[trigger[0] - 1] if trigger[0] > sentence[0] else None
    if before is not None and (stance := words.suspect.stance(before.lower_)):
        return Found(speaker=None, cue=(before.i, before.i + 1), stance=stance, by="hearsay")
    return None


def last_speaker(doc: Doc, sentence: Range, beside: Range | None = None) -> Range | None:
    """The speaker of the last reporting verb of a sentence outside quotation marks.

    Args:
        doc: the text.
        sentence: token range of the sentence.
        beside: a trigger, which is not its own cue.
    """
    words = reporting()
    for index in range(sentence[1] - 1, sentence[0] - 1, -1):
        token = doc[index]
        if words.clause(_lemma(token)) is None or not _is_verb(token) or (beside and beside[0] <= index < beside[1]):
            continue
        if is_quoted(doc, index):
            continue
        if not doc.has_annotation("DEP"):
            return _words_back(doc, sentence[0], index)
        if found := _reported(token, "asserts", "clause"):
            return found.speaker
    return None


def is_quoted(doc: Doc, index: int) -> bool:
    """Whether a token stands between quotation marks, counted within its paragraph."""
    start = index
    while start > 0 and "\n" not in doc[start - 1].text_with_ws:
        start -= 1
    straight = curly = 0
    for token in doc[start:index]:
        straight += token.text.count('"') + (token.text in ("``", "''"))
        curly += token.text.count("“") - token.text.count("”")
    return straight % 2 == 1 or curly > 0


def _by_order(doc: Doc, sentence: Range, trigger: Range) -> Found | None:
    """Without a parse: "X said (that) … trigger", "… trigger …, X said", "…, said X"."""
    table, words = forms(), reporting()
    start, end = sentence
    for index in range(start, end):
        if trigger[0] <= index < trigger[1]:
            continue
        stance = words.clause(table.get(doc[index].lower_, ""))
        if stance is None:
            continue
        if index < trigger[0]:
            left = _words_back(doc, start, index)
            if left and left[0] == start:
                return Found(speaker=left, cue=(index, index + 1), stance=stance, by="word order")
        else:
            left = _words_back(doc, trigger[1], index)
            if left and doc[left[0] - 1].text in (",", '"', "”"):
                return Found(speaker=left, cue=(index, index + 1), stance=stance, by="word order")
            right = tuple(_words_on(doc, index + 1, end))
            if doc[index - 1].text in (",", '"', "”") and right:
                return Found(speaker=(right[0], right[-1] + 1), cue=(index, index + 1), stance=stance, by="word order")
    return None


def _words_back(doc: Doc, start: int, end: int) -> Range | None:
    """Up to eight words before `end`, back to a comma or quotation mark."""
    index = end
    while index > start and doc[index - 1].text[0].isalnum() and end - index < 8:
        index -= 1
    return (index, end) if index < end else None


def _words_on(doc: Doc, start: int, end: int) -> Iterator[int]:
    for index in range(start, min(end, start + 6)):
        if not doc[index].text[0].isalnum():
            return
        yield index
