"""Words that tell a place's kind, its part, or that say nothing but "somewhere around here"."""

from __future__ import annotations

DIRECTIONS = frozenset(
    """north south east west northern southern eastern western northeast northwest southeast southwest northeastern
    northwestern southeastern southwestern north-east north-west south-east south-west northernmost southernmost
    central north-eastern north-western south-eastern south-western south-central upper lower downtown outside
    inside near around greater mainland rural coastal inner outer mid remote suburban all whole entire outskirts
    suburbs in at on to from across throughout over off along within about of through towards toward""".split()
)
"""Words before a name that say which part of the place is meant; the place stays the same."""

DIVISIONS = frozenset(
    """province provinces state region governorate oblast prefecture department territory division canton republic
    county district parish municipality agency emirate""".split()
)
"""After a name: it is the division, not the city of that name."""

SMALL_DIVISIONS = frozenset({"county", "district", "parish", "municipality", "agency"})

CITIES = frozenset(["city", "town", "village", "capital", "port", "township", "suburb", "municipality", "hamlet"])
"""Before "of" and a name, or after it: it is the city of that name."""

WATERS = frozenset(["river", "sea", "lake", "gulf", "bay", "strait", "straits", "channel", "ocean", "canal", "basin"])
"""After a name: it is a water, or its country when the gazetteer lacks it."""

CAPITAL = frozenset({"capital"})

GENERIC = frozenset(
    """country nation kingdom republic state there here area region city town village capital border frontier coast
    airport province district island islands peninsula territory homeland camp base headquarters site scene
    north south east west northeast northwest southeast southwest mountains mountain desert valley port
    embassy""".split()
)
"""Common nouns for a place that the report has named before."""

CONNECTORS = frozenset(
    """of de del la le el al and the da do dos du e i y an ad es ul ur ar as ash bin abu den am der sur upon au aux
    en les kwa - \u2013 ' \u2019 &""".split()
)
"""Small words and marks that stand inside a name."""

NOT_PLACES = frozenset(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday the a an of in on at by for to and or but if as is was are were be
    been this that these those he she it they we i you his her its their our my who what when where why how
    police most man men both many some all no not one two three four five six seven eight nine ten first last
    new old other also even still then now after before since while during despite although because under over
    about above against president minister general officials official prime foreign party reform union court
    senate state mr mrs ms dr sir lord hospital airport school college church mosque temple museum park station
    street avenue road square bridge hotel stadium market centre center university military army human rights
    opposition security news post times bank house""".split()
)
"""Words that some village bears as its name; alone they name no place."""
