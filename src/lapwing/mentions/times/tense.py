"""Whether the words around an expression speak of the past or the future.

With a parse the governing verb is asked; with tags alone, or with nothing but words, the nearest verb-like word of the
same clause.
"""

from __future__ import annotations

import bisect
from typing import Literal

from spacy.tokens import Doc, Token

from lapwing.knowledge.calendar import cues

Tense = Literal["past", "future", "present", "unknown"]

_REACH = 14
"""Tokens looked at on either side without a parse; a clause is seldom longer (chosen on the odd half of TimeBank)."""

_FUTURE = cues("future")
_MODAL = cues("modal")
_PAST_AUX = cues("past auxiliary")
_PRESENT_AUX = cues("present auxiliary")
_EXPECT = cues("expecting verb")
"""Lemmas whose infinitive or "for" looks forward."""
_EXPECTING = cues("expecting word")
_AMBIGUOUS = cues("past or expecting")
"""Past as they stand ("set a fire"), forward-looking after a form of "be" ("is set to")."""
_COMING_NOUNS = cues("coming noun")
_DETERMINERS = cues("determiner")
_EED = cues("past in -eed")
_NOT_PAST = cues("not past")
_SAYING = cues("saying verb")
_STOPS = frozenset([";", ":", "\n", "(", ")", "--", '"', "“", "”"])
_IRREGULAR = cues("irregular past")


class Tenses:
    """Answers for one document; annotations are looked up once."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._offsets: list[int] | None = None
        self.parsed = doc.has_annotation("DEP")
        self._tagged = doc.has_annotation("TAG")
        self._split = doc.has_annotation("SENT_START")

    def at(self, start: int, end: int) -> Tense:
        """The tense in which the words at characters `start` to `end` stand."""
        if len(self._doc) == 0:
            return "unknown"
        first, last = self.token(start), self.token(max(start, end - 1))
        if self.parsed:
            found = self._governed(first, last)
            if found != "unknown":
                return found
        return self._near(first, last)

    def token(self, char: int) -> int:
        """The index of the token at a character."""
        if self._offsets is None:
            self._offsets = [token.idx for token in self._doc]
        return max(0, bisect.bisect_right(self._offsets, char) - 1)

    def _governed(self, first: int, last: int) -> Tense:
        root = next((t for t in self._doc[first : last + 1] if not first <= t.head.i <= last), self._doc[last])
        node = root
        for _ in range(8):
            if node.pos_ in ("VERB", "AUX") or node.tag_.startswith(("VB", "MD")):
                return self._of_verb(node)
            if any(child.dep_ == "cop" for child in node.children):
                return self._of_verb(node)
            if node.head.i == node.i:
                return "unknown"
            node = node.head
        return "unknown"

    def _of_verb(self, verb: Token) -> Tense:
        helpers = [child for child in verb.children if child.dep_.startswith("aux") or child.dep_ in ("cop", "mark")]
        words = {child.lower_ for child in helpers}
        if words & _FUTURE or verb.lower_ in _FUTURE:
            return "future"
        if "to" in words and any(child.tag_ == "TO" or child.pos_ == "PART" for child in helpers):
            parent = verb.head
            if parent.i != verb.i and (parent.lemma_ in _EXPECT or parent.lower_ in _EXPECTING):
                return "future"
            return (
                self._of_verb(parent) if parent.i != verb.i and verb.dep_ in ("xcomp", "advcl", "ccomp") else "future"
            )
        if words & _PAST_AUX or verb.tag_ == "VBD" or verb.lower_ in _IRREGULAR:
            return "past"
        if words & _MODAL:
            return "future" if words & {"would", "could", "should"} else "present"
        if verb.tag_ in ("VBZ", "VBP"):
            return "past" if verb.lemma_ in _SAYING else "present"
        if verb.tag_ == "VBG" and words & _PRESENT_AUX:
            return (
                "future"
                if verb.lemma_ in ("go", "leave", "arrive", "meet", "plan", "come", "travel", "start", "begin", "visit")
                else "present"
            )
        if verb.tag_ in ("VBN", "VBG") and verb.head.i != verb.i and verb.dep_ in ("acl", "advcl", "xcomp", "conj"):
            return self._of_verb(verb.head) if verb.tag_ == "VBG" or verb.dep_ == "conj" else "past"
        return "past" if verb.tag_ == "VBN" else "unknown"

    def _near(self, first: int, last: int) -> Tense:
        """The verb before the expression in its clause, else the first one after it, else the one before the last
        comma."""
        before = self._backward(first - 1)
        found, stopped = before
        if found != "unknown":
            return found
        if last + 1 < len(self._doc) and self._doc[last + 1].lower_ in ("'s", "’s"):
            # "Friday's vote": the verb behind it is that of the vote, and says nothing of Friday unless it is yet to
            # come.
            ahead = self._forward(last + 1)
            noun = self._doc[last + 2].lower_ if last + 2 < len(self._doc) else ""
            return ahead if ahead == "future" and noun in _COMING_NOUNS else "unknown"
        found = self._forward(last)
        if found != "unknown" or stopped < 0:
            return found
        return self._backward(stopped)[0]

    def _backward(self, start: int) -> tuple[Tense, int]:
        """The nearest cue at or before token `start`, and where a comma stopped the search (−1: nothing did)."""
        for i in range(start, max(-1, start - _REACH), -1):
            token = self._doc[i]
            if (
                token.text in _STOPS
                or token.text == "."
                or (self._split and i + 1 < len(self._doc) and self._doc[i + 1].is_sent_start)
            ):
                return "unknown", -1
            if token.text == ",":
                return "unknown", i - 1
            found = self._cue(i)
            if found != "unknown":
                return found, -1
        return "unknown", -1

    def _forward(self, last: int) -> Tense:
        for i in range(last + 1, min(len(self._doc), last + 1 + _REACH)):
            token = self._doc[i]
            if token.text in (".", ";", "\n") or (self._split and token.is_sent_start):
                break
            found = self._cue(i)
            if found != "unknown":
                return found
        return "unknown"

    def _cue(self, i: int) -> Tense:
        """What one token says of tense; "present" where it is a verb that says nothing."""
        token = self._doc[i]
        word = token.lower_
        before = self._doc[i - 1].lower_ if i else ""
        if (
            word == "as"
            and i + 2 < len(self._doc)
            and self._doc[i + 1].lower_ in ("soon", "early")
            and self._doc[i + 2].lower_ == "as"
        ):
            return "future"
        if word in ("plan", "plans", "hope", "hopes", "set") and before in _DETERMINERS:
            return "unknown"
        if word == "to" and before in _PRESENT_AUX and i + 1 < len(self._doc) and self._infinitive(self._doc[i + 1]):
            return "future"  # "is to resume"
        if word in _AMBIGUOUS:
            return (
                "future" if before in _PRESENT_AUX | {"was", "were", "not", "be", "been", "still", "also"} else "past"
            )
        if word in _FUTURE or word in _EXPECTING or (word in _MODAL and word not in ("can", "must")):
            return "future"
        if word == "to" and i + 1 < len(self._doc) and self._infinitive(self._doc[i + 1]):
            near = self._doc[max(0, i - 4) : i]
            return (
                "future"
                if any(t.lower_ in _EXPECTING or t.lemma_ in _EXPECT or t.lower_ in _FUTURE for t in near)
                else "present"
            )
        if word in _PAST_AUX:
            return "past"
        if self._tagged and token.tag_:
            if token.tag_ == "VBD" or (token.tag_ == "VBN" and before not in _PRESENT_AUX):
                return "past"
            if token.tag_ in ("VBZ", "VBP"):
                return "past" if token.lemma_ in _SAYING else "present"
            return "unknown"
        if word in _IRREGULAR or (
            len(word) > 4
            and word.endswith("ed")
            and word not in _NOT_PAST
            and (not word.endswith("eed") or word in _EED)
        ):
            return "present" if before in _PRESENT_AUX else "past"
        return "present" if word in _PRESENT_AUX else "unknown"

    def _infinitive(self, token: Token) -> bool:
        if self._tagged and token.tag_:
            return token.tag_ == "VB"
        word = token.text
        return word.islower() and word.isalpha() and word not in _NOT_VERBS and not word.endswith(("s", "ing", "ed"))


_NOT_VERBS = cues("not an infinitive")
