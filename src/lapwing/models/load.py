"""Loads the trained model: an int8 ONNX graph, its word pieces, its labels and its small tables.

Everything lies in the package; nothing is downloaded. `manifest.toml` names each file with its sha256.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from lapwing.core.errors import ModelError
from lapwing.models.calibration import UNCALIBRATED, Calibration
from lapwing.models.labels import Labels
from lapwing.models.pieces import PieceRow, Pieces

FOLDER = Path(__file__).parent
NAME = "en-1"
"""The model that is used unless another is asked for."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Lemmas(msgspec.Struct, frozen=True):
    """Lemmas that rules do not give (`form/UPOS` → lemma), and the verbs and nouns that rules may end on."""

    exceptions: dict[str, str]
    verbs: frozenset[str]
    nouns: frozenset[str]


class Thresholds(msgspec.Struct, frozen=True, kw_only=True):
    """Decision thresholds and calibration, chosen on development data when the model was made; the card tells how."""

    candidate: float
    """First-pass probability from which a word is looked at again with a mark."""
    event: float
    """Combined probability from which a candidate is an event."""
    first_share: float
    """Weight of the first pass against the second."""
    lexicon_share: float = 0.0
    """Weight of the frame lexicon's reading against both passes."""
    mode_none: float = 1.0
    """Factor on the probability of having no mode."""
    role_none: float = 1.0
    """Factor on a word's probability of having no role: below 1, more participants are found and more of them wrong."""


class Model:
    """A loaded model. One thread, no memory arena: coding runs one process a core.

    Attributes:
        name: the model's version as records carry it, such as `en-1`.
        labels: what each output means.
        thresholds: decision thresholds.
        lemmas: lemma tables.
        pieces: splits words into the word pieces of its vocabulary.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.pieces = Pieces(folder / "tokenizer.json")
        self.labels = msgspec.json.decode((folder / "labels.json").read_bytes(), type=Labels)
        self.lemmas = msgspec.json.decode((folder / "lemmas.json").read_bytes(), type=Lemmas)
        self.thresholds = msgspec.json.decode((folder / "thresholds.json").read_bytes(), type=Thresholds)
        tables = np.load(folder / "heads.npz")
        self._label_weight: Floats = tables["label_weight"]
        self._label_bias: Floats = tables["label_bias"]
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = ort.InferenceSession(
            str(folder / "model.onnx"), sess_options=options, providers=["CPUExecutionProvider"]
        )

    def read(self, wanted: Sequence[str], row: PieceRow, marks: Sequence[int] | None = None) -> dict[str, Floats]:
        """Reads one window of words; outputs by name, shapes as `training.export` says.

        Windows go through the graph one by one: int8 ranges are taken over what goes through together, so that nothing but its own
        words may decide what is read in a window.

        Args:
            wanted: names of outputs, as in `training.network.Outputs`.
            row: the words' pieces.
            marks: each word's mark: 0 none, 1 trigger, 2 actor, 3 recipient.
        """
        mark = np.zeros_like(row.ids) if marks is None else row.marks(marks)
        feeds = {"ids": row.ids, "case": row.case, "mark": mark, "first": row.first}
        return dict(zip(wanted, self._session.run(list(wanted), feeds), strict=True))

    def dependency_labels(self, dependents: Floats, heads: Floats) -> Floats:
        """Relation scores (pairs, relations) from the `label_dep` and `label_head` vectors of word pairs."""
        hidden = np.maximum(dependents + heads, 0.0)
        scores: Floats = hidden @ self._label_weight.T + self._label_bias
        return scores


class Entry(msgspec.Struct, frozen=True):
    """A model in the manifest."""

    folder: str
    files: dict[str, str]
    """File name → sha256."""


def manifest() -> dict[str, Entry]:
    """The models in the package, by name."""
    return msgspec.convert(tomllib.loads((FOLDER / "manifest.toml").read_text(encoding="utf-8")), dict[str, Entry])


def _entry(name: str) -> Entry:
    known = manifest()
    if name not in known:
        raise ModelError(f"there is no model {name!r}", "models/manifest.toml", f"Known: {', '.join(known)}")
    return known[name]


def verify(name: str) -> None:
    """Checks the files of a model against the manifest.

    Raises:
        ModelError: a file is missing or is not the one that was released.
    """
    entry = manifest()[name]
    for file, digest in entry.files.items():
        path = FOLDER / entry.folder / file
        if not path.is_file():
            raise ModelError("the file is missing", str(path), "Install lapwing again")
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise ModelError(
                "the file is not the one that was released (sha256 differs)", str(path), "Install lapwing again"
            )


@lru_cache(maxsize=2)
def calibration(name: str = NAME) -> Calibration:
    """How the scores of that model become probabilities; as they are, where it has no `calibration.json` yet.

    Raises:
        ModelError: the file cannot be read.
    """
    path = FOLDER / _entry(name).folder / "calibration.json"
    if not path.is_file():
        return UNCALIBRATED
    try:
        return msgspec.json.decode(path.read_bytes(), type=Calibration)
    except msgspec.MsgspecError as error:
        raise ModelError(f"the file cannot be read ({error})", str(path), "Install lapwing again") from error


@lru_cache(maxsize=2)
def load(name: str = NAME) -> Model:
    """The model of that name, loaded once a process.

    Raises:
        ModelError: no such model, or its files cannot be read.
    """
    entry = _entry(name)
    try:
        return Model(name, FOLDER / entry.folder)
    except Exception as error:  # the runtime has a dozen unrelated classes of errors for a damaged graph
        raise ModelError(f"the model cannot be loaded ({error})", name, "Install lapwing again") from error
