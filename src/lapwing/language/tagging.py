"""IOB2 tags from scores: the most probable sequence in which every `I` continues a span of its own type.

Source: Viterbi decoding (Forney 1973) with transitions that are free or forbidden.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Tagger:
    """Reads tag sequences of one inventory.

    Args:
        labels: `O`, `B-…`, `I-…`, in the order of the score columns.
    """

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = tuple(labels)
        inside = np.array([t.startswith("I-") for t in labels])
        same = np.array([[a[2:] == b[2:] and a != "O" for b in labels] for a in labels])
        self._forbidden = inside[None, :] & ~same
        """Row: the tag before; column: the tag."""
        self._inside = inside

    def read(self, scores: Floats) -> list[str]:
        """The tags of a run of words.

        Args:
            scores: (words, labels), log probabilities or raw scores.
        """
        best = scores.argmax(1)
        if self._inside[best[:1]].any() or self._forbidden[best[:-1], best[1:]].any():
            best = self._viterbi(scores - np.logaddexp.reduce(scores, 1, keepdims=True))
        return [self.labels[k] for k in best]

    def _viterbi(self, scores: Floats) -> NDArray[np.intp]:
        n = len(scores)
        back = np.zeros(scores.shape, np.intp)
        total = np.where(self._inside, -np.inf, scores[0])
        for i in range(1, n):
            reached = np.where(self._forbidden, -np.inf, total[:, None])
            back[i] = reached.argmax(0)
            total = reached.max(0) + scores[i]
        out = np.empty(n, np.intp)
        out[-1] = total.argmax()
        for i in range(n - 1, 0, -1):
            out[i - 1] = back[i, out[i]]
        return out
