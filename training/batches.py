"""Windows to tensors, and the loss of every head."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - torch's own convention

from lapwing.models.pieces import PieceRow, Pieces
from training.labels import Labels
from training.network import Network, Outputs
from training.windows import Window

ABSENT = -100
"""The label that cross-entropy leaves out."""


@dataclass
class Inputs:
    """What `Network.forward` takes, in its order."""

    ids: Tensor
    case: Tensor
    mark: Tensor
    mask: Tensor
    first: Tensor
    length: Tensor
    """Words of each window."""

    def to(self, device: str) -> Inputs:
        """The same on a device."""
        return Inputs(*(getattr(self, k).to(device) for k in ("ids", "case", "mark", "mask", "first", "length")))


def inputs(rows: Sequence[PieceRow], marks: Sequence[Sequence[int] | None]) -> Inputs:
    """Pads piece rows into one batch."""
    pieces, words = max(map(len, rows)), max(len(r.first) for r in rows)
    shape = (len(rows), pieces)
    ids, case, mark, mask = (torch.zeros(shape, dtype=torch.long) for _ in range(4))
    first = torch.zeros((len(rows), words), dtype=torch.long)
    for i, (r, m) in enumerate(zip(rows, marks, strict=True)):
        n = len(r)
        ids[i, :n], case[i, :n], mask[i, :n] = torch.from_numpy(r.ids), torch.from_numpy(r.case), 1
        first[i, : len(r.first)] = torch.from_numpy(r.first)
        if m is not None:
            mark[i, 1 : n - 1] = torch.tensor([m[w] for w in r.word[1:-1].tolist()], dtype=torch.long)
    return Inputs(ids, case, mark, mask, first, torch.tensor([len(r.first) for r in rows]))


@dataclass(frozen=True)
class Prepared:
    """A window with its pieces."""

    window: Window
    row: PieceRow


def prepare(windows: Sequence[Window], pieces: Pieces, longest: int = 250) -> list[Prepared]:
    """Adds pieces; windows beyond `longest` pieces are left out."""
    out = [Prepared(w, pieces.row(w.words)) for w in windows if w.words]
    return [p for p in out if len(p.row) <= longest]


def batched(items: Sequence[Prepared], pieces: int, rng: random.Random) -> Iterator[list[Prepared]]:
    """Batches of about `pieces` padded pieces, windows of like length together, in random order."""
    order = sorted(items, key=lambda p: (len(p.row), rng.random()))
    batches, batch = [], list[Prepared]()
    for p in order:
        if batch and (len(batch) + 1) * len(p.row) > pieces:
            batches.append(batch)
            batch = []
        batch.append(p)
    if batch:
        batches.append(batch)
    rng.shuffle(batches)
    yield from batches


class Losses:
    """Computes the summed loss of all heads that a batch has labels for."""

    def __init__(self, labels: Labels) -> None:
        self.index = {
            name: {label: i for i, label in enumerate(getattr(labels, name))}
            for name in ("upos", "xpos", "deps", "entities", "attributions", "triggers", "roles", "kinds", "modes", "statuses")
        }

    def _words(self, batch: Sequence[Prepared], field: str, inventory: str, width: int) -> Tensor:
        index = self.index[inventory]
        out = torch.full((len(batch), width), ABSENT)
        for i, p in enumerate(batch):
            values = getattr(p.window, field)
            if values is not None:
                out[i, : len(values)] = torch.tensor([index.get(v, ABSENT) for v in values])
        return out

    def __call__(self, net: Network, out: Outputs, batch: Sequence[Prepared]) -> dict[str, Tensor]:
        """The loss of each head, by name."""
        width = out.starts.shape[1]
        device = out.starts.device
        loss: dict[str, Tensor] = {}
        has = {f: any(getattr(p.window, f) is not None for p in batch) for f in Window.__dataclass_fields__}
        for field, inventory, scores in (
            ("upos", "upos", out.upos), ("xpos", "xpos", out.xpos), ("triggers", "triggers", out.triggers),
            ("roles", "roles", out.roles), ("attributions", "attributions", out.attributions),
        ):  # fmt: skip
            if has[field]:
                gold = self._words(batch, field, inventory, width).to(device)
                loss[field] = F.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=ABSENT)
        if has["starts"]:
            gold = torch.full((len(batch), width), -1.0)
            for i, p in enumerate(batch):
                if p.window.starts is not None:
                    gold[i, : len(p.window.starts)] = torch.tensor(p.window.starts, dtype=torch.float)
            gold = gold.to(device)
            known = gold >= 0
            loss["starts"] = F.binary_cross_entropy_with_logits(out.starts.float().squeeze(-1)[known], gold[known])
        if has["heads"]:
            loss["arcs"], loss["deps"] = self._parse(net, out, batch, width)
        if has["entities"]:
            loss["entities"] = self._entities(out, batch)
        for field, inventory, score in (
            ("kind", "kinds", out.kind), ("mode", "modes", out.mode), ("status", "statuses", out.status),
        ):  # fmt: skip
            if has[field]:
                index = self.index[inventory]
                known_values = [getattr(p.window, field) for p in batch]
                gold = torch.tensor([ABSENT if v is None else index[v] for v in known_values]).to(device)
                loss[field] = F.cross_entropy(score.float(), gold, ignore_index=ABSENT)
        if has["relation"]:
            index = self.index["kinds"]
            allowed = torch.zeros_like(out.relation, dtype=torch.bool)
            for i, p in enumerate(batch):
                for v in p.window.relation or self.index["kinds"]:
                    allowed[i, index[v]] = True
            loss["relation"] = -_log_share(out.relation.float(), allowed).mean()
        return loss

    def _parse(self, net: Network, out: Outputs, batch: Sequence[Prepared], width: int) -> tuple[Tensor, Tensor]:
        device = out.arcs.device
        heads = torch.full((len(batch), width), ABSENT)
        same = torch.zeros((len(batch), width, width), dtype=torch.bool)
        for i, p in enumerate(batch):
            w = p.window
            if w.heads is None or w.starts is None:
                continue
            heads[i, : len(w.heads)] = torch.tensor(w.heads)
            sent = torch.tensor(w.starts).long().cumsum(0)
            same[i, : len(sent), : len(sent)] = sent[:, None] == sent[None, :]
        heads, same = heads.to(device), same.to(device)
        arcs = out.arcs.float().masked_fill(~same, -1e4)
        arc = F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=ABSENT)
        gold = self._words(batch, "deps", "deps", width).to(device)
        at = heads.clamp(min=0).unsqueeze(-1).expand(-1, -1, out.label_head.shape[-1])
        scores = net.label_scores(out.label_dep, out.label_head.gather(1, at))
        return arc, F.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=ABSENT)

    def _entities(self, out: Outputs, batch: Sequence[Prepared]) -> Tensor:
        index = self.index["entities"]
        allowed = torch.ones_like(out.entities, dtype=torch.bool)
        count = 0
        for i, p in enumerate(batch):
            if p.window.entities is None:
                continue
            n = len(p.window.entities)
            allowed[i, :n] = False
            for j, tags in enumerate(p.window.entities):
                for t in tags:
                    allowed[i, j, index[t]] = True
            count += n
        # words whose tags are all allowed add log 1 = 0
        return -_log_share(out.entities.float(), allowed).sum() / max(count, 1)


def _log_share(scores: Tensor, allowed: Tensor) -> Tensor:
    """Log of the probability of the allowed labels together (partial-label likelihood)."""
    return torch.logsumexp(scores.masked_fill(~allowed, -1e4), -1) - torch.logsumexp(scores, -1)
