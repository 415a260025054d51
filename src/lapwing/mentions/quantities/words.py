"""Words that tell of killed and wounded."""

from __future__ import annotations

from typing import Literal

Kind = Literal["killed", "wounded"]

_KILL = ["kill", "slay", "murder", "massacre", "slaughter", "behead", "assassinate", "execute", "martyr"]
_WOUND = ["wound", "injure", "hurt", "maim"]

VERBS: dict[str, Kind] = {**dict.fromkeys(_KILL, "killed"), **dict.fromkeys(_WOUND, "wounded")}
"""Verbs whose object, or passive subject, is the victim; by lemma."""

DYING = frozenset({"die", "perish"})
"""Verbs whose subject is the victim."""

FORMS: dict[str, tuple[str, Kind]] = {
    "killed": ("kill", "killed"), "killing": ("kill", "killed"), "kill": ("kill", "killed"),
    "kills": ("kill", "killed"),
    "wounded": ("wound", "wounded"), "wounding": ("wound", "wounded"), "wound": ("wound", "wounded"),
    "wounds": ("wound", "wounded"),
    "injured": ("injure", "wounded"), "injuring": ("injure", "wounded"), "injure": ("injure", "wounded"),
    "injures": ("injure", "wounded"), "hurt": ("hurt", "wounded"), "hurting": ("hurt", "wounded"),
    "maimed": ("maim", "wounded"), "maiming": ("maim", "wounded"),
    "died": ("die", "killed"), "die": ("die", "killed"), "dies": ("die", "killed"), "dying": ("die", "killed"),
    "perished": ("perish", "killed"), "perish": ("perish", "killed"),
    "slain": ("slay", "killed"), "slaying": ("slay", "killed"), "murdered": ("murder", "killed"),
    "murdering": ("murder", "killed"), "massacred": ("massacre", "killed"), "massacring": ("massacre", "killed"),
    "slaughtered": ("slaughter", "killed"), "slaughtering": ("slaughter", "killed"),
    "beheaded": ("behead", "killed"), "beheading": ("behead", "killed"), "assassinated": ("assassinate", "killed"),
    "assassinating": ("assassinate", "killed"), "executed": ("execute", "killed"), "executing": ("execute", "killed"),
    "martyred": ("martyr", "killed"), "martyring": ("martyr", "killed"),
}  # fmt: skip
"""Lemma and kind of each form, so that a text without tags is read too."""

ADJECTIVES: dict[str, Kind] = {"dead": "killed", "wounded": "wounded", "injured": "wounded"}
"""After a number or a noun: "20 dead", "left five people dead", "30 injured"."""

NOUNS: dict[str, Kind] = {
    "death": "killed", "deaths": "killed", "fatality": "killed", "fatalities": "killed", "lives": "killed",
    "bodies": "killed", "corpses": "killed", "injuries": "wounded",
}  # fmt: skip
"""Nouns that a number before them counts, or that "of" joins to the victims ("the deaths of 20 people")."""

ACTS = frozenset(
    ["killing", "killings", "murder", "murders", "massacre", "slaying", "slaughter", "execution", "beheading"]
)
"""Nouns that only "of" joins to the victims."""

NOT_PEOPLE = frozenset(
    """second seconds minute minutes hour hours day days week weeks month months year years decade decades time
    times kilometer kilometers kilometre kilometres mile miles meter meters metre metres percent dollar dollars
    attack attacks bombing bombings blast blasts explosion explosions incident incidents clash clashes raid
    raids strike strikes airstrike airstrikes shooting shootings bomb bombs rocket rockets missile missiles
    mortar mortars shell shells vehicle vehicles car cars truck trucks bus buses house houses home homes
    building buildings shop shops village villages town towns city cities province provinces country countries
    area areas place places camel camels cow cows sheep goat goats animal animals bird birds chicken chickens
    pig pigs tank tanks plane planes aircraft helicopter helicopters job jobs occasion occasions battle battles
    gunbattle gunbattles ambush ambushes""".split()
)
"""Counted things that are no victims."""

EVENTS = frozenset(
    """attack attacks bomb bombs bombing bombings blast blasts explosion explosions clash clashes raid raids strike
    strikes airstrike airstrikes shooting shootings fighting battle battles gunbattle gunbattles fire gunfire
    shelling violence ambush ambushes offensive operation operations rocket rockets missile missiles mortar
    mortars assault assaults war conflict unrest riot riots protest protests massacre shell shells bomber
    bombers mine mines device insurgency genocide campaign crackdown firefight firefights explosive explosives
    grenade grenades gunfight skirmish skirmishes incident incidents crossfire drone drones bombardment""".split()
)
"""What can kill: as subject of "killed" it names the event, unlike soldiers or gunmen."""

HEDGES = frozenset(
    """at least more than fewer less about around some nearly almost over up to as many an estimated approximately
    roughly only just another other additional a further reportedly apparently least also suspected the of those
    these any all were was""".split()
)
"""Words that may stand between "killing" and its number."""
