"""Compiles `lapwing/knowledge/words/frequencies.tsv`: in how many news sentences a word occurs.

    python training/knowledge/frequencies.py --data DIR

From the sentences of the Voice of America (public domain), keys as in `lapwing.knowledge.words`. Keys of one or two
sentences are left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import lapwing.knowledge.words
from lapwing.knowledge.words import keys

HEADER = """# Number of sentences in which words with a key (their first five letters) occur.
# Source: 25,727 news sentences of the Voice of America, 2002-2008, public domain. Counts only; compiled by
# training/knowledge/frequencies.py. Licence of this file: that of the repository.
"""


def main() -> None:
    """Writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data: Path = parser.parse_args().data
    counts: Counter[str] = Counter()
    total = 0
    for sentence in (data / "text" / "voa_sentences.txt").read_text("utf-8").splitlines():
        total += bool(sentence.strip())
        counts.update({name for name, _ in keys(sentence)})
    rows = [f"{name}\t{count}" for name, count in sorted(counts.items()) if count > 2]
    target = Path(lapwing.knowledge.words.__file__).with_name("frequencies.tsv")
    target.write_text(HEADER + f"TOTAL\t{total}\n" + "\n".join(rows) + "\n", "utf-8")
    print(f"{target}: {len(rows)} keys of {total} sentences")


if __name__ == "__main__":
    main()
