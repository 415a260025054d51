"""From trained weights to the files in the package: ONNX graph (int8), labels, head tables, lemma tables, word pieces, manifest entry.

python -m training.export RUN/epoch-2.pt --labels RUN/labels.json --data ../shared/data --to src/lapwing/models/en
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import msgspec
import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from lapwing.language.lemmas import by_rule
from lapwing.models.labels import Labels
from lapwing.models.load import Lemmas, Thresholds
from training.language import minilm, treebanks
from training.network import HEADS, WIDTH, Layer, Network, Outputs, beside

INPUTS = ("ids", "case", "mark", "first")


class _Graph(nn.Module):
    """The network as a function of one window's tensors, without batch, padding or dropout: half the operations, the same scores."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, case: Tensor, mark: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """`ids`, `case`, `mark` (pieces,); `first` (words,). Word scores are (words, labels), arcs (words, words)."""
        net = self.net
        x = self._encode(ids, case, mark)
        v = x[first]
        dep, head = net.arc_dep(v), net.arc_head(v)
        arcs = net.arc(dep) @ head.t() + net.arc_bias(head).t()
        place = torch.cumsum(torch.ones_like(first), 0)
        arcs = torch.where(place[:, None] == place[None, :], net.root(dep), arcs)
        marks = mark[first]
        trigger, actor, recipient = (self._mean(v, marks == m) for m in (1, 2, 3))
        out = Outputs(
            vectors=v, starts=net.starts(v), upos=net.upos(v), xpos=net.xpos(v), entities=net.entities(beside(v)), arcs=arcs,
            label_dep=net.label_dep(v), label_head=net.label_head(v), attributions=net.attributions(v),
            triggers=net.triggers(v), roles=net.roles(v), kind=net.kind(trigger), mode=net.mode(trigger),
            status=net.status(trigger), relation=net.relation(torch.cat([x[0], actor, recipient], -1)),
        )  # fmt: skip
        return tuple(getattr(out, name) for name in Outputs.NAMES)

    def _encode(self, ids: Tensor, case: Tensor, mark: Tensor) -> Tensor:
        e = self.net.encoder
        x = e.norm(e.word(ids) + e.position.weight[: ids.shape[0]] + e.case(case) + e.mark(mark))
        for layer in e.layers:
            assert isinstance(layer, Layer)
            q, k, v = (t.view(-1, HEADS, WIDTH // HEADS).transpose(0, 1) for t in layer.qkv(x).split(WIDTH, -1))
            weights = torch.softmax(q @ k.transpose(1, 2) * (WIDTH // HEADS) ** -0.5, -1)
            x = layer.norm1(x + layer.out((weights @ v).transpose(0, 1).reshape(-1, WIDTH)))
            x = layer.norm2(x + layer.down(functional.gelu(layer.up(x))))
        return x

    @staticmethod
    def _mean(words: Tensor, chosen: Tensor) -> Tensor:
        weight = chosen.to(words.dtype)
        return weight @ words / weight.sum().clamp(min=1.0)


def to_onnx(net: Network, path: Path) -> None:
    """Writes the fp32 graph with free piece and word counts."""
    net.eval()
    example = tuple(torch.ones(n, dtype=torch.long) for n in (9, 9, 9, 7))
    axes = {k: {0: "words" if k == "first" else "pieces"} for k in INPUTS}
    for name in Outputs.NAMES:
        if name not in ("kind", "mode", "status", "relation"):
            axes[name] = {0: "words", 1: "words"} if name == "arcs" else {0: "words"}
    torch.onnx.export(
        _Graph(net), example, str(path), input_names=list(INPUTS), output_names=list(Outputs.NAMES),
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def quantize(source: Path, target: Path) -> None:
    """Dynamic int8, per channel: weights of matrix products and the embedding table."""
    quantize_dynamic(
        source, target, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    onnx.checker.check_model(onnx.load(str(target)))


def lemma_tables(data: Path) -> Lemmas:
    """What the lemma rules get wrong on the training treebanks: the commonest lemma of a form as a part of speech."""
    counts: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    verbs, nouns = set[str](), set[str]()
    for s in treebanks(data, "train"):
        for form, lem, upos, xpos in zip(s.words, s.lemmas, s.upos, s.xpos, strict=True):
            if upos == "PROPN" or lem == "_" or any(c.isdigit() for c in form):
                continue
            counts.setdefault((form.lower(), upos), Counter())[lem.lower(), xpos] += 1
            (verbs if upos == "VERB" else nouns if upos == "NOUN" else set[str]()).add(lem.lower())
    known_verbs, known_nouns = frozenset(verbs), frozenset(nouns)
    exceptions: dict[str, str] = {}
    for (form, upos), seen in sorted(counts.items()):
        (best, xpos), _ = seen.most_common(1)[0]
        if by_rule(form, upos, xpos, known_verbs, known_nouns) != best:
            exceptions[f"{form}/{upos}"] = best
    return Lemmas(exceptions, known_verbs, known_nouns)


def main() -> None:
    """Command line."""
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("weights", type=Path)
    a.add_argument("--labels", type=Path, required=True)
    a.add_argument("--data", type=Path, default=Path("../shared/data"))
    a.add_argument("--to", type=Path, required=True)
    a.add_argument("--name", default="en-1")
    a.add_argument("--full", action="store_true", help="keep fp32 (to measure what int8 costs)")
    o = a.parse_args()
    labels = msgspec.json.decode(o.labels.read_bytes(), type=Labels)
    net = Network(labels)
    net.load_state_dict(torch.load(o.weights, weights_only=True))
    o.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        to_onnx(net, full)
        if o.full:
            shutil.copy(full, o.to / "model.onnx")
        else:
            quantize(full, o.to / "model.onnx")
    np.savez(
        o.to / "heads.npz", label_weight=net.label.weight.detach().numpy(), label_bias=net.label.bias.detach().numpy()
    )
    (o.to / "labels.json").write_bytes(msgspec.json.encode(labels) + b"\n")
    (o.to / "lemmas.json").write_bytes(msgspec.json.encode(lemma_tables(o.data), order="sorted") + b"\n")
    shutil.copy(minilm() / "tokenizer.json", o.to / "tokenizer.json")
    if not (o.to / "thresholds.json").exists():
        first = Thresholds(candidate=0.1, event=0.5, first_share=0.5)
        (o.to / "thresholds.json").write_bytes(msgspec.json.encode(first) + b"\n")
    write_manifest(o.to, o.name)
    print(f"{o.to}: {sum(f.stat().st_size for f in o.to.iterdir()) / 1e6:.1f} MB")


def write_manifest(folder: Path, name: str) -> None:
    """Names each file of the model with its sha256 in `manifest.toml` beside the folder."""
    lines = [f'["{name}"]', f'folder = "{folder.name}"', "", f'["{name}".files]']
    for file in sorted(folder.iterdir()):
        if file.suffix != ".md":
            lines.append(f'"{file.name}" = "{hashlib.sha256(file.read_bytes()).hexdigest()}"')
    (folder.parent / "manifest.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
