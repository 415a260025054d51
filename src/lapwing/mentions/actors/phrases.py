"""A noun phrase taken apart without a parser: determiner and quantity, head region, complement, head noun and its role."""

from __future__ import annotations

import msgspec

from lapwing.knowledge.forms import singular
from lapwing.knowledge.rolenouns import RoleNoun, role_nouns
from lapwing.mentions.actors.lexicon import Entry, lexicon
from lapwing.mentions.actors.words import Words

PRONOUNS = {
    "he": "person", "him": "person", "his": "person", "himself": "person", "she": "person", "her": "person", "hers": "person",
    "herself": "person", "it": "thing", "its": "thing", "itself": "thing", "they": "group", "them": "group", "their": "group",
    "theirs": "group", "themselves": "group", "we": "we", "us": "we", "our": "we", "ours": "we", "ourselves": "we", "i": "i", "me": "i",
    "my": "i", "mine": "i", "myself": "i", "you": "you", "your": "you", "who": "who", "whom": "who", "whose": "who", "which": "which",
    "that": "which", "this": "which", "these": "group", "those": "group", "one": "one", "another": "one", "both": "both", "each": "both",
    "some": "some", "others": "some", "many": "some", "most": "some", "several": "some", "all": "some", "few": "some", "none": "some",
    "two": "some", "three": "some", "four": "some", "five": "some", "everyone": "some", "nobody": "some", "anyone": "some", "someone": "one",
}  # fmt: skip
"""Words that stand for somebody named elsewhere, by what they can stand for."""

OWNERS = {"his": "person", "her": "person", "its": "thing", "their": "group", "our": "we", "my": "i"}

DETERMINERS = frozenset(
    """the a an this that these those some any all both several many most few every each no another other his her its their our my
    your at least more less than about around nearly almost roughly over under up to as only just approximately some-odd dozens
    hundreds thousands tens scores millions couple number handful group groups dozen hundred thousand million lone single
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety part majority remnants member members pair team contingent estimated
    additional further half numerous various certain""".split()
)
"""Words that open a phrase and say nothing of who it is."""

QUANTITIES = frozenset(
    """dozens hundreds thousands tens scores millions couple number handful group groups part majority remnants member members pair
    some one two three four five six seven eight nine ten several many most all both each none half any few contingent dozen lots
    team crowd crowds rest""".split()
)
"""Nouns and numerals before "of" whose complement is the participant."""

PREPOSITIONS = frozenset(
    """of for from in at on with to by who whom that which whose near against including involving outside inside within between
    under over after before during behind along among amid into through about as while where when accused suspected based charged
    led backed linked allied loyal opposed wearing carrying believed known called belonging working living held traveling
    travelling accompanying seeking claiming following protesting fighting supporting representing patrolling guarding""".split()
)
"""Words that end the head region."""


GENERAL = frozenset(
    """official leader spokesman spokeswoman spokesperson chief head member supporter commander figure source group representative
    authority authorities aide adviser advisor body agency organization organisation committee forces force fighter suspect target
    position vehicle headquarters base post camp station building office convoy compound network man men leadership delegation
    negotiator statement""".split()
)
"""Nouns that take the sector of the word before them, or of the name they go with."""


class Hit(msgspec.Struct, frozen=True):
    """A name of the lexicon at words `i` to `j`."""

    i: int
    j: int
    entry: Entry


class Phrase(msgspec.Struct):
    """A noun phrase taken apart; all positions are word indices."""

    i: int
    j: int
    head_from: int
    head_to: int
    """The head region without determiner and quantity; the head noun is its last word."""
    head: str
    """The head noun, lower case, singular."""
    role: RoleNoun | None
    role_from: int
    """First word of the role noun."""
    hits: list[Hit]
    """Names in the head region."""
    tail: list[Hit]
    """Names in the complement."""
    pronoun: str
    """What the phrase's pronoun can stand for, `""` when it is none."""
    owner: str
    """What a possessive pronoun in it can stand for, `""` when there is none."""
    definite: bool
    plural: bool
    member: bool
    """It names members or a number of what its complement names."""
    proper: bool
    """Whether the head is capitalised."""


def hits_in(words: Words, i: int, j: int) -> list[Hit]:
    """Names of the lexicon from word `i` to `j`, longest first, none overlapping."""
    table = lexicon()
    out = []
    while i < j:
        if words.forms[i][0].isupper() or words.lowers[i] in (
            "al",
            "yellow",
            "red",
            "gilets",
            "janjaweed",
            "peshmerga",
        ):
            found = table.at(words, i, j)
            if found is not None:
                if not _turned(words, i, found[0], j):
                    out.append(Hit(i, found[0], found[1]))
                i = found[0]
                continue
        i += 1
    return out


TURNED = frozenset(("based", "backed", "allied", "funded", "trained", "supported", "sponsored", "occupied", "controlled", "held", "bound",
    "made", "style", "born", "owned", "inspired", "linked", "run", "supplied", "built"))  # fmt: skip
"""Participles after a hyphen: an Iran-backed militia is not Iran's."""


def _turned(words: Words, i: int, j: int, end: int) -> bool:
    """Whether a compound turns a name away from what it names: "pro-Russian", "Iran-backed"."""
    if i and words.before[i] == "-" and words.lowers[i - 1] in ("pro", "anti", "non"):
        return True
    return j < len(words) and words.before[j] == "-" and words.lowers[j] in TURNED


def role_at(words: Words, start: int, end: int) -> tuple[int, RoleNoun | None]:
    """The longest role noun that ends before word `end` and begins at or after `start`, and where it begins."""
    nouns = role_nouns()
    last = singular(words.lowers[end - 1])
    for size in range(min(4, end - start), 0, -1):
        first = end - size
        if size > 1:
            key = " ".join((*words.lowers[first : end - 1], last))
            found = nouns.get(key) or nouns.get(" ".join(words.lowers[first:end]))
        else:
            found = nouns.get(last) or nouns.get(words.lowers[end - 1])
        if found is not None:
            return first, found
    return end, None


def take_apart(words: Words, i: int, j: int) -> Phrase:
    """The parts of the phrase from word `i` to `j` (not empty)."""
    low = words.lowers
    if j - i == 1 and low[i] in PRONOUNS and not (words.forms[i].isupper() and len(words.forms[i]) > 1):
        kind = PRONOUNS[low[i]]
        return Phrase(
            i, j, i, j, low[i], None, j, [], [], kind, "", True, kind in ("group", "we", "both", "some"), False, False
        )
    owner, member, definite, k = "", False, False, i
    begin = i
    while k < j:
        word = low[k]
        if word in OWNERS and k < j - 1:
            owner = OWNERS[word]
            definite = True
        elif word in ("the", "this", "that", "these", "those", "both"):
            definite = True
        if word == "of" and k > begin and low[k - 1] in QUANTITIES:
            member = True
            begin = k + 1
        elif not (word in DETERMINERS or word[0].isdigit()) or (k == j - 1):
            break
        k += 1
    if k < j and low[k] == "of" and k > i:
        member = True
        k += 1
    start = k if k < j else j - 1
    stop = start + 1
    while stop < j:
        if (low[stop] in PREPOSITIONS and words.before[stop] != "-") or any(c in words.before[stop] for c in ",;(:"):
            break
        stop += 1
    if stop - start > 1 and words.forms[stop - 1][0].isdigit():
        stop -= 1
    all_hits = hits_in(words, start, j)
    for hit in all_hits:  # a name that holds a preposition ("Revolutionary Armed Forces of Colombia") is not cut
        if hit.i < stop < hit.j:
            stop = hit.j
    head_role, role = role_at(words, start, stop)
    head = singular(low[stop - 1])
    plural = low[stop - 1] != head or head in ("people", "police", "troops", "authorities", "forces", "media", "others")
    return Phrase(
        i, j, start, stop, head, role, head_role,
        [h for h in all_hits if h.j <= stop], [h for h in all_hits if h.i >= stop],
        "", owner, definite, plural or member, member,
        words.forms[stop - 1][0].isupper() or (stop - start > 1 and words.before[stop - 1] == "-" and words.forms[stop - 2][0].isupper()),
    )  # fmt: skip
