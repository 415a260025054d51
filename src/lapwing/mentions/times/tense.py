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
_PLANNING = cues("planning verb")
_SOON = cues("verb of the near future")
_TERMS = cues("term")
_EXTENDED = cues("sets a term")
_TERM_REACH = 8
"""Tokens before "until Tuesday" in which a deadline or an extension is looked for."""
_CLIMB = 8
"""Steps up the tree to the governing verb."""
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
        if self._deadline(first):
            return "future"
        near = self._near(first, last)
        if not self.parsed or self._follows_past(first):
            return near
        found = self._governed(first, last)
        return near if found is None or (found == "present" and near == "future") else found

    def _deadline(self, first: int) -> bool:
        """Whether the words set a term: "effective Feb. 1", "extended its deadline until Tuesday"."""
        before = [token.lower_ for token in self._doc[max(0, first - _TERM_REACH) : first]]
        if before and before[-1] in _TERMS:
            return True
        return bool(before) and before[-1] in ("until", "till") and bool(_EXTENDED.intersection(before))

    def _follows_past(self, first: int) -> bool:
        """Whether a past verb stands right before, but for a preposition; the date is its own, whatever the parse."""
        for i in (first - 1, first - 2):
            if i >= 0 and self._doc[i].tag_ in ("VBD", "VBN") and self._doc[i].lower_ not in _EXPECTING:
                return self._cue(i) == "past"
            if i >= 0 and self._doc[i].tag_ != "IN":
                return False
        return False

    def token(self, char: int) -> int:
        """The index of the token at a character."""
        if self._offsets is None:
            self._offsets = [token.idx for token in self._doc]
        return max(0, bisect.bisect_right(self._offsets, char) - 1)

    def _governed(self, first: int, last: int) -> Tense | None:
        """Tense of the governing verb: unknown for a noun's attribute ("Friday's vote"), None without a verb."""
        root = next((t for t in self._doc[first : last + 1] if not first <= t.head.i <= last), self._doc[last])
        modified = root.dep_ in ("nmod:poss", "compound") or any(child.tag_ == "POS" for child in root.children)
        node = root
        for _ in range(_CLIMB):
            if node.pos_ in ("VERB", "AUX") or any(child.dep_ == "cop" for child in node.children):
                tense = self._of_verb(node)
                if modified and not (tense == "future" and root.head.lower_ in _COMING_NOUNS):
                    return "unknown"
                return None if tense == "unknown" else tense
            if node.head.i == node.i:
                return None
            node = node.head
        return None

    def _of_verb(self, verb: Token) -> Tense:
        helpers = [child for child in verb.children if child.dep_.startswith("aux") or child.dep_ in ("cop", "mark")]
        words = {child.lower_ for child in helpers}
        if words & _FUTURE or verb.lower_ in _FUTURE or verb.lemma_ in _PLANNING:
            return "future"
        parent = verb.head if verb.head.i != verb.i else None
        if any(child.tag_ == "TO" for child in helpers):
            if parent is None or parent.lemma_ in _EXPECT or parent.lower_ in _EXPECTING:
                return "future"
            return self._of_verb(parent) if verb.dep_ in ("xcomp", "advcl", "ccomp") else "present"
        if words & _MODAL:
            return "future" if not words & {"can", "could", "must"} else "unknown"
        if words & _PAST_AUX or verb.tag_ == "VBD" or verb.lower_ in _IRREGULAR:
            return "past"
        if verb.tag_ in ("VBZ", "VBP"):
            return "past" if verb.lemma_ in _SAYING else "present"
        if verb.tag_ == "VBG" and words & _PRESENT_AUX:
            return "future" if verb.lemma_ in _SOON else "present"
        if parent is not None and verb.tag_ in ("VBN", "VBG") and verb.dep_ in ("advcl", "xcomp", "conj", "acl"):
            return self._of_verb(parent) if verb.tag_ == "VBG" or verb.dep_ == "conj" else "past"
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
        if before in ("be", "being"):
            return "unknown"  # the helping verb further left says when
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
