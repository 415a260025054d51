"""How a date hangs on the word that names an action."""

from __future__ import annotations

from spacy.tokens import Span as Words
from spacy.tokens import Token

from lapwing.knowledge.calendar import cues

_REPORTING = cues("reporting verb")
_LIGHT = cues("light verb")
_ASPECT = cues("aspect verb")
_BESIDE = cues("beside")
_EXTENDING = cues("extending verb")
_APART = cues("sets apart")
_TOGETHER = frozenset({"when", "while", "as", "in"})
"""Conjunctions of what happens at one time."""
_CLIMB = 6
"""Steps up the tree from a date to the word it dates; longer ways cross clauses."""
_LEND = 3
"""Steps over which a clause lends its date to a participle inside it."""


class Attachment:
    """A trigger and a date in one parsed sentence.

    Args:
        trigger: the syntactic head of the trigger.
        words: indices of all tokens of the trigger.
        date: the words of the date.
        open_end: whether the date is a stretch with a preposition of its own ("since Monday").
        past: whether the date is known to lie before the day it was counted from.
    """

    def __init__(self, trigger: Token, words: set[int], date: Words, *, open_end: bool, past: bool) -> None:
        self.trigger = trigger
        self.words = words
        self.date = date
        self.root = date.root
        self.open_end = open_end
        self.past = past

    def step(self) -> int | None:
        """How closely the date hangs on the trigger: 0 directly, more through a word that lends it; None where not."""
        if self.root.i in self.words:
            return None
        if self.trigger.dep_.startswith("acl") and self.trigger.head.i == self.root.i:
            return 0  # "the day that he dropped out"
        if not self.open_end and any(c.dep_ in ("case", "mark") and c.lower_ in _BESIDE for c in self.root.children):
            return None
        if self.trigger.lemma_ in _EXTENDING and self._case() in ("to", "until", "till", "through"):
            return None
        governor = self._governor()
        if governor is None:
            return None
        return 0 if governor.i in self.words else self._lent(governor)

    def elsewhere(self) -> bool:
        """Whether the date clearly belongs to something else than the trigger, whatever a trained head proposes.

        So for the date of a report that the trigger is the content of ("said on Sunday that he was shot"); the attribute of
        another noun ("the 2016 election"); and the date of a verb that the trigger only explains or follows
        ("sentenced on Friday for driving …", "sworn in on Monday following the resignation").
        """
        if self.step() is not None or self.date[-1].lower_ in ("after", "before"):
            return False
        noun = self.root.head
        if self.root.dep_ in ("compound", "nmod:poss", "nummod", "amod") and noun.i not in self.words:
            return noun.pos_ in ("NOUN", "PROPN")
        governor = self._governor()
        if governor is None or governor.i < self.trigger.i < self.root.i:
            return False  # a date behind the trigger may be its own, though the parser hung it higher
        below = any(token.i == governor.i for token in self.trigger.ancestors)
        if governor.pos_ in ("NOUN", "PROPN") and governor.dep_.startswith("nsubj") and not below:
            return True  # "a report of the weekend said …"
        if governor.lemma_ in _REPORTING:
            nearer = abs(self.root.i - governor.i) <= abs(self.root.i - self.trigger.i)
            inserted = governor.dep_ == "parataxis" and governor.head.i in self.words  # "was charged, they said Sunday"
            return inserted or (below and nearer and self._told(governor))
        return below and self._apart(governor)

    def _told(self, governor: Token) -> bool:
        """Whether the trigger stands in what a verb of reporting reports."""
        path = [self.trigger, *self.trigger.ancestors]
        under = next((token for token in path if token.head.i == governor.i), None)
        return under is not None and under.dep_.split(":")[0] in ("ccomp", "parataxis", "csubj")

    def _apart(self, governor: Token) -> bool:
        """Whether a preposition or conjunction of time or cause stands between the date's verb and the trigger."""
        for token in (self.trigger, *self.trigger.ancestors):
            if token.i == governor.i:
                return False
            if any(child.dep_ in ("case", "mark") and child.lower_ in _APART for child in token.children):
                return True
        return False

    def _case(self) -> str:
        first = self.date[0]
        if first.lower_ in ("until", "till"):
            return first.lower_
        return next((child.lower_ for child in self.root.children if child.dep_ == "case"), "")

    def _governor(self) -> Token | None:
        """The word that the date dates: a verb right before it, else the first content word above it."""
        before = self.date[0].i - 1
        doc = self.date.doc
        if before >= 0 and doc[before].tag_ in ("IN", "TO") and before - 1 >= 0:
            before -= 1
        if before >= 0 and doc[before].lemma_ in _REPORTING and doc[before].pos_ == "VERB":
            return doc[before]
        node = self.root.head
        for _ in range(_CLIMB):
            if node.i in self.words or node.pos_ in ("VERB", "AUX", "NOUN", "PROPN", "ADJ"):
                break
            if node.head.i == node.i:
                break
            node = node.head
        return None if node.i == self.root.i else node

    def _lent(self, governor: Token) -> int | None:
        """Over how many steps the word that the date depends on lends it to the trigger."""
        trigger, head = self.trigger, self.trigger.head
        relation = trigger.dep_.split(":")[0]
        if governor.head.i in self.words:
            return self._from_below(governor)
        if head.i == governor.i:
            return self._from_above(governor, relation)
        if relation in ("obj", "nsubj") and head.head.i == governor.i and head.dep_ == "conj":
            return 3 if head.lemma_ in _LIGHT and self._shared(governor, head) else None
        if relation == "nsubj" and governor.dep_ == "xcomp" and governor.head.i == head.i:
            return 2  # "subpoenas are likely to be issued next week"
        return self._participle(governor)

    def _from_below(self, governor: Token) -> int | None:
        """The date hangs on a word that hangs on the trigger."""
        if governor.dep_.startswith("acl"):
            return 1  # "a lawsuit filed on Sunday"
        if governor.dep_ == "conj" and self.root.i > governor.i and not _has_subject(governor):
            return 2  # "killed and wounded 20 on Friday"
        if governor.dep_ == "obj" and self.root.i > governor.i:
            return 3  # the parser hung the date on the object: "attacked a convoy Friday"
        if governor.dep_ == "advcl" and _together(governor):
            return 2  # "when announcing the ban on Monday, he called on …"
        if governor.dep_ == "advcl" and self.root.i < governor.i and self.date[0].i - governor.sent.start <= 2:
            return 3  # a date at the sentence's head belongs to its main verb
        if governor.dep_ == "xcomp" and self.past and self.trigger.lemma_ in _ASPECT:
            return 3  # "voted to lift it on Saturday"
        return None

    def _from_above(self, governor: Token, relation: str) -> int | None:
        """The trigger hangs on the word that the date hangs on."""
        trigger = self.trigger
        if relation == "obj" and governor.lemma_ in _LIGHT:
            return 1
        if relation == "nsubj" and governor.lemma_ not in _REPORTING:
            return 1
        if relation == "obl":
            inside = any(child.dep_ == "case" and child.lower_ in ("in", "during", "at") for child in trigger.children)
            return 2 if governor.lemma_ in _LIGHT or (inside and governor.lemma_ not in _REPORTING) else None
        if relation == "xcomp" and governor.lemma_ in _ASPECT:
            return 1
        if relation == "acl" and governor.pos_ in ("NOUN", "PROPN"):
            return 2
        if governor.lemma_ in _REPORTING:
            return None
        if relation == "conj" and self._shared(governor, trigger):
            return 1
        if relation == "advcl" and (_together(trigger) or (trigger.tag_ == "VBG" and not _marked(trigger))):
            return 2
        return None

    def _participle(self, governor: Token) -> int | None:
        """A present participle tells of the time of its clause: "signed an order delaying the election"."""
        node, steps = self.trigger, 0
        if node.tag_ != "VBG" or governor.lemma_ in _REPORTING or governor.pos_ not in ("VERB", "AUX"):
            return None
        while steps < _LEND and node.head.i != node.i:
            if node.dep_.split(":")[0] not in ("acl", "advcl", "conj", "obj", "xcomp") or _marked(node):
                return None
            node, steps = node.head, steps + 1
            if node.i == governor.i:
                return 1 + steps
        return None

    def _shared(self, first: Token, second: Token) -> bool:
        """Whether two coordinated verbs share the date: it stands before both or behind both."""
        return self.root.i < first.i or self.root.i > second.i


def _marked(verb: Token) -> bool:
    """Whether a clause is set apart by a conjunction or preposition ("for driving")."""
    return any(child.dep_ == "mark" and child.lower_ not in _TOGETHER | {"of", "by"} for child in verb.children)


def _together(verb: Token) -> bool:
    return any(child.dep_ in ("mark", "advmod") and child.lower_ in _TOGETHER for child in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in verb.children)
