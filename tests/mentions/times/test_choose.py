"""Which date belongs to which event, over hand-made parses (codebook, section 6)."""

import datetime as dt

import pytest
import spacy
from spacy.tokens import Doc

from lapwing.core.spans import Span
from lapwing.mentions.times import at_span, choose, find
from lapwing.records.mention import EventMention, RoleSpan

NLP = spacy.blank("en")
PUBLISHED = dt.date(2020, 1, 15)


def parsed(table: str) -> Doc:
    """A doc from lines of `word tag upos head dep`; heads are line numbers from 1, 0 for the root."""
    rows = [line.split() for line in table.strip().splitlines()]
    heads = [int(row[3]) - 1 if row[3] != "0" else i for i, row in enumerate(rows)]
    words = [row[0] for row in rows]
    spaces = [i + 1 < len(words) and words[i + 1] not in (",", ".", "'s") for i in range(len(words))]
    lemmas = [LEMMAS.get(word.lower(), word.lower()) for word in words]
    return Doc(
        NLP.vocab,
        words,
        spaces,
        tags=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        heads=heads,
        deps=[row[4] for row in rows],
        lemmas=lemmas,
    )


LEMMAS = {
    "said": "say",
    "arrested": "arrest",
    "held": "hold",
    "killed": "kill",
    "met": "meet",
    "filed": "file",
    "began": "begin",
}


def event(doc: Doc, trigger: str, *roles: str) -> EventMention:
    text = doc.text
    start = text.index(trigger)
    return EventMention(
        sentence=Span.of(text, 0, len(text)),
        trigger=Span.of(text, start, start + len(trigger)),
        type="COERCE",
        mode=None,
        status="actual",
        roles=tuple(
            RoleSpan(role="when", span=Span.of(text, text.index(r), text.index(r) + len(r)), score=0.9, by="head")
            for r in roles
        ),
        detect_score=1,
        type_score=1,
        mode_score=1,
        status_score=1,
    )


def chosen(doc: Doc, trigger: str, *roles: str) -> str | None:
    found = choose(event(doc, trigger, *roles), doc, find(doc, PUBLISHED))
    return found.span.text if found else None


ARREST = parsed("""
Police NNP NOUN 2 nsubj
said VBD VERB 0 root
Monday NNP PROPN 2 obl:tmod
they PRP PRON 5 nsubj
arrested VBD VERB 2 ccomp
him PRP PRON 5 obj
on IN ADP 8 case
Friday NNP PROPN 5 obl
. . PUNCT 2 punct
""")

REPORT = parsed("""
Police NNP NOUN 2 nsubj
said VBD VERB 0 root
on IN ADP 4 case
Monday NNP PROPN 2 obl
they PRP PRON 6 nsubj
arrested VBD VERB 2 ccomp
him PRP PRON 6 obj
. . PUNCT 2 punct
""")

TALKS = parsed("""
They PRP PRON 2 nsubj
held VBD VERB 0 root
talks NNS NOUN 2 obj
on IN ADP 5 case
Friday NNP PROPN 2 obl
. . PUNCT 2 punct
""")

BESIDE = parsed("""
They PRP PRON 2 nsubj
met VBD VERB 0 root
after IN ADP 6 case
Friday NNP PROPN 6 nmod:poss
's POS PART 4 case
vote NN NOUN 2 obl
. . PUNCT 2 punct
""")

LAWSUIT = parsed("""
A DT DET 2 det
lawsuit NN NOUN 7 nsubj
filed VBN VERB 2 acl
on IN ADP 5 case
Sunday NNP PROPN 3 obl
has VBZ AUX 7 aux
failed VBN VERB 0 root
. . PUNCT 7 punct
""")

TWO = parsed("""
On IN ADP 2 case
Monday NNP PROPN 5 obl
the DT DET 4 det
blast NN NOUN 5 nsubj
killed VBD VERB 0 root
nine CD NUM 5 obj
and CC CCONJ 8 cc
wounded VBD VERB 5 conj
ten CD NUM 8 obj
. . PUNCT 5 punct
""")


@pytest.mark.parametrize(
    ("doc", "trigger", "expected"),
    [
        pytest.param(ARREST, "arrested", "Friday", id="the date of the act"),
        pytest.param(ARREST, "said", "Monday", id="a speech act has the date of its utterance"),
        pytest.param(REPORT, "arrested", None, id="the date of reporting is not that of the act"),
        pytest.param(REPORT, "said", "Monday", id="but it is that of the report"),
        pytest.param(TALKS, "talks", "Friday", id="a light verb lends its date to the noun"),
        pytest.param(TALKS, "held", "Friday", id="the verb keeps it"),
        pytest.param(BESIDE, "met", None, id="after a dated event is not on its date"),
        pytest.param(BESIDE, "vote", "Friday", id="the event has its own date"),
        pytest.param(LAWSUIT, "lawsuit", "Sunday", id="a noun takes the date of its participle"),
        pytest.param(TWO, "wounded", "Monday", id="a date before both verbs is shared"),
    ],
)
def test_by_syntax(doc: Doc, trigger: str, expected: str | None) -> None:
    no_date = trigger  # the head proposed a date, but on words that are none
    assert chosen(doc, trigger, no_date) == expected


def test_where_the_head_is_silent_only_a_date_of_the_trigger_itself_counts() -> None:
    assert chosen(ARREST, "arrested") == "Friday"
    assert chosen(TALKS, "talks") is None


RULING = parsed("""
On IN ADP 2 case
Friday NNP PROPN 5 obl
they PRP PRON 5 nsubj:pass
were VBD AUX 5 aux:pass
jailed VBN VERB 0 root
for IN SCONJ 7 mark
raping VBG VERB 5 advcl
her PRP PRON 7 obj
. . PUNCT 5 punct
""")

ELECTION = parsed("""
They PRP PRON 2 nsubj
met VBD VERB 0 root
before IN ADP 6 case
the DT DET 6 det
2016 CD NUM 6 compound
election NN NOUN 2 obl
. . PUNCT 2 punct
""")


def test_the_proposed_role_decides() -> None:
    assert chosen(TALKS, "talks", "on Friday") == "Friday"
    assert chosen(TWO, "ten", "Monday") == "Monday"


@pytest.mark.parametrize(
    ("doc", "trigger", "role"),
    [
        pytest.param(REPORT, "arrested", "Monday", id="the date of a report"),
        pytest.param(RULING, "raping", "Friday", id="the date of what followed from it"),
        pytest.param(ELECTION, "met", "2016", id="the attribute of another noun"),
    ],
)
def test_but_not_where_the_date_clearly_belongs_elsewhere(doc: Doc, trigger: str, role: str) -> None:
    assert chosen(doc, trigger, role) is None


def test_a_role_on_the_wrong_date_gives_way_to_the_right_one() -> None:
    assert chosen(ARREST, "arrested", "Monday") == "Friday"


def test_a_role_without_an_expression_leaves_it_to_syntax() -> None:
    assert chosen(ARREST, "arrested", "him") == "Friday"


def test_without_a_parse_only_the_role_counts() -> None:
    doc = NLP.make_doc("Police arrested him on Friday.")
    assert chosen(doc, "arrested") is None
    assert chosen(doc, "arrested", "on Friday") == "Friday"


def test_nothing_to_choose_from() -> None:
    doc = NLP.make_doc("Police arrested him.")
    assert chosen(doc, "arrested", "him") is None


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("He has been held since Monday.", "Monday", "since Monday"),
        ("He ruled from 1994 to 1997.", "1994", "from 1994 to 1997"),
        ("They fought on Saturday and Sunday.", "Sunday", "Sunday"),
        ("They fought on Saturday and Sunday.", "Saturday and Sunday", "Saturday and Sunday"),
        ("They fought for three weeks.", "three weeks", None),
    ],
)
def test_what_a_span_points_to(text: str, words: str, expected: str | None) -> None:
    start = text.index(words)
    found = at_span(Span.of(text, start, start + len(words)), find(NLP.make_doc(text), PUBLISHED))
    assert (found.span.text if found else None) == expected
