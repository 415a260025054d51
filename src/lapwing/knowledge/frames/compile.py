"""Compiles the authored frame files of `data/` into `frames.json`, checking every line.

Run `python -m lapwing.knowledge.frames.compile` after an edit. The authored form, one group of words a line (`docs/concepts/frames.md`)::

    POS pattern [speech|deed] | lemmas | readings | near-misses | examples of near-misses
"""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path

import msgspec

from lapwing.core.errors import KnowledgeError
from lapwing.knowledge import forms as inflection
from lapwing.knowledge.frames.schema import (
    FLAGS,
    KEYS,
    MODES,
    POS,
    PREPOSITIONS,
    Compiled,
    Condition,
    Group,
    Pattern,
    Row,
    Sense,
)

HERE = Path(__file__).parent
DATA = HERE / "data"
COMPILED = HERE / "frames.json"
_SELVES = ("himself", "herself", "itself", "themselves", "ourselves", "myself")
_POSSESSIVES = ("his", "her", "its", "their", "our", "my", "your")
_LINKS = frozenset("of for in on to against with from at by".split())


def words_of(lemma: str) -> list[str]:
    """A lemma as the tokens that spaCy's English tokenizer makes of it (hyphens stand alone)."""
    return lemma.replace("-", " - ").split()


def condition(text: str, where: str) -> Condition:
    """Reads `[!]key[:value,value]`; raises KnowledgeError for what is not one."""
    negated = text.startswith("!")
    key, _, rest = text.removeprefix("!").strip().partition(":")
    values = tuple(v.strip() for v in rest.split(",") if v.strip())
    known = key in FLAGS if not values else key in KEYS or key in PREPOSITIONS
    if not known or any(not v.replace("-", "").replace(".", "").isalnum() for v in values):
        raise KnowledgeError(f"{text!r} is no condition", where, "See docs/concepts/frames.md for keys and flags.")
    return Condition(key, values, negated)


def conditions(text: str, where: str) -> tuple[Condition, ...]:
    """Reads conditions joined by `&`."""
    return tuple(condition(c.strip(), where) for c in text.split("&") if c.strip())


def sense(text: str, own: str, pattern: str, speech: bool, where: str) -> Sense:
    """Reads `NAME[/pattern] [? conditions]`, NAME being `.`, `*`, a mode of the file's type, `TYPE` or `TYPE:mode`."""
    name, _, when = text.partition("?")
    name, _, other = name.strip().partition("/")
    if name == ".":
        kind, mode = own, ""
    elif name == "*" or name in MODES.get(own, ()):
        kind, mode = own, name
    else:
        kind, _, mode = name.partition(":")
    if kind not in MODES or (mode not in {"", "*"} and mode not in MODES[kind]):
        raise KnowledgeError(f"{name!r} is no type or mode of the codebook", where)
    return Sense(kind, mode, conditions(when, where), other or pattern, speech)


def lines(path: Path, patterns: dict[str, Pattern]) -> list[tuple[str, list[str], Group]]:
    """Reads one authored file: for each line the part of speech, the lemmas as written (`^` marks the word that inflects), the senses."""
    own = ""
    out: list[tuple[str, list[str], Group]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path.name}:{number}"
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("type:"):
            own = line.partition(":")[2].strip()
            continue
        fields = [f.strip() for f in line.split("|")]
        head = fields[0].split()
        if not 3 <= len(fields) <= 5 or len(head) not in (2, 3) or head[0] not in POS or head[1] not in patterns:
            raise KnowledgeError("not `POS pattern | lemmas | readings [| near | examples]`", where)
        speech = head[2] == "speech" if len(head) == 3 else patterns[head[1]].speech
        senses = tuple(sense(s.strip(), own, head[1], speech, where) for s in fields[2].split(";") if s.strip())
        near = tuple(conditions(n, where) for n in fields[3].split(";") if n.strip()) if len(fields) > 3 else ()
        examples = tuple(e.strip() for e in fields[4].split(";") if e.strip()) if len(fields) > 4 else ()
        if not senses:
            raise KnowledgeError("an entry without a sense", where)
        if bad := [s.pattern for s in senses if s.pattern not in patterns]:
            raise KnowledgeError(f"unknown pattern {bad[0]!r}", where)
        out.append((head[0], lemmas(fields[1], head[0]), Group(senses, near, examples)))
    return out


def lemmas(text: str, pos: str) -> list[str]:
    """The lemmas of a field; for light verbs, every verb of the left with every noun of the right."""
    if pos != "L":
        return [w.strip() for w in text.split(",") if w.strip()]
    left, _, right = text.partition("+")
    return [f"{v.strip()} + {n.strip()}" for v in left.split(",") for n in right.split(",") if v.strip() and n.strip()]


def surface(lemma: str, pos: str) -> list[str]:
    """Every inflected form of a lemma as written, tokens joined by single spaces."""
    parts = lemma.split()
    marked = next((i for i, p in enumerate(parts) if p.endswith("^")), None)
    if marked is None and pos == "V":
        marked = 0
    if marked is None and pos == "N":
        link = next((i for i, p in enumerate(parts) if i and p in _LINKS), len(parts))
        marked = link - 1
    choices: list[list[str]] = []
    for i, part in enumerate(parts):
        word = part.removesuffix("^")
        if i == marked:
            choices.append(inflection.noun(word) if pos == "N" else inflection.verb(word))
        elif word == "oneself":
            choices.append(list(_SELVES))
        elif word == "one's":
            choices.append(list(_POSSESSIVES))
        else:
            choices.append(["~" if word in {"sb", "sth"} else word])
    return list(dict.fromkeys(" ".join(words_of(" ".join(c))) for c in itertools.product(*choices)))


def word_classes(used: set[str]) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[tuple[str, str], ...]]]:
    """The forms of every class of `classes.toml` and of words used as classes, and the mode resolvers."""
    raw = tomllib.loads((DATA / "classes.toml").read_text(encoding="utf-8"))
    forms: dict[str, set[str]] = {}
    names: set[str] = set()
    for kind in ("nouns", "verbs", "words"):
        for name, text in raw[kind].items():
            names.add(name)
            for word in text.split():
                made = (
                    inflection.noun(word) if kind == "nouns" else inflection.verb(word) if kind == "verbs" else [word]
                )
                for form in made:
                    forms.setdefault(form, set()).add(name)
    for word in sorted(used - names):
        for form in {*inflection.noun(word), *inflection.verb(word)}:
            forms.setdefault(form, set()).add(word)
    resolvers = {t: tuple((mode, name) for mode, name in rows) for t, rows in raw["resolvers"].items()}
    for kind, rows in resolvers.items():
        for mode, name in rows:
            if mode not in MODES.get(kind, ()) or name not in names:
                raise KnowledgeError(
                    f"resolver {kind} {mode} {name}", "classes.toml", "Name a mode of the type and a class."
                )
    return {f: tuple(sorted(n)) for f, n in sorted(forms.items())}, resolvers


def compile_all(data: Path = DATA) -> Compiled:
    """The whole lexicon from its authored files; raises KnowledgeError with file and line for anything that breaks the schema."""
    raw = tomllib.loads((data / "patterns.toml").read_text(encoding="utf-8"))
    patterns = {name: msgspec.convert(p, Pattern) for name, p in raw["pattern"].items()}
    groups: list[Group] = []
    rows: list[Row] = []
    phrases: dict[str, list[int]] = {}
    light: dict[str, dict[str, int]] = {}
    light_forms: dict[str, str] = {}
    noun_forms: dict[str, str] = {}
    seen: dict[tuple[str, str], str] = {}
    for path in sorted(data.glob("*.frames")):
        for pos, written, group in lines(path, patterns):
            for lemma in written:
                key = (lemma.replace("^", ""), pos)
                if key in seen:
                    raise KnowledgeError(
                        f"{key[0]!r} {pos} is already in {seen[key]}", path.name, "Join the two lines."
                    )
                seen[key] = path.name
                if pos == "L":
                    verb, _, noun = lemma.partition(" + ")
                    light.setdefault(noun, {})[verb] = len(rows)
                    noun_forms.update(dict.fromkeys(surface(noun, "N"), noun))
                    light_forms.update(dict.fromkeys(surface(verb, "V"), verb))
                else:
                    for form in surface(lemma, pos):
                        phrases.setdefault(form, []).append(len(rows))
                rows.append(Row(key[0], pos, len(groups)))
            groups.append(group)
    classes, resolvers = word_classes({v for g in groups for v in _values(g)})
    return Compiled(
        patterns=patterns,
        groups=tuple(groups),
        rows=tuple(rows),
        phrases={k: tuple(v) for k, v in sorted(phrases.items())},
        light=light,
        light_forms=light_forms,
        noun_forms=noun_forms,
        classes=classes,
        resolvers=resolvers,
    )


def _values(group: Group) -> set[str]:
    """The word classes and words that a group's conditions name."""
    tests = [c for s in group.senses for c in s.when] + [c for near in group.near for c in near]
    return {v for c in tests if c.key != "c" for v in c.values} - {"any"}


def encode(compiled: Compiled) -> bytes:
    """The bytes of `frames.json`, one top-level field a line."""
    fields = msgspec.to_builtins(compiled)
    body = b",\n".join(msgspec.json.encode(k) + b":" + msgspec.json.encode(v) for k, v in fields.items())
    return b"{\n" + body + b"\n}\n"


def main() -> None:
    """Writes `frames.json` and prints what it holds."""
    compiled = compile_all()
    COMPILED.write_bytes(encode(compiled))
    senses = [len(compiled.groups[r.group].senses) for r in compiled.rows]
    for pos, name in POS.items():
        own = [n for r, n in zip(compiled.rows, senses, strict=True) if r.pos == pos]
        print(f"{name}: {len(own)} entries, {sum(own)} readings")
    print(f"{len(compiled.groups)} lines, {len(compiled.phrases)} forms")


if __name__ == "__main__":
    main()
