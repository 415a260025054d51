"""The network: MiniLM (6 layers, 384 wide, Apache-2.0) with casing and mark embeddings, and all heads on the same word vectors.

One forward pass serves every head. A first pass over a window of sentences gives sentence starts, tags, the parse, entities and trigger
candidates. A second pass over one sentence with a trigger *marked* (mark embedding 1) gives its roles, type, mode and status; with an
actor (2) and a recipient (3) marked it gives the relation between them.

Sources: MiniLM, Wang et al. 2020 (arXiv:2002.10957); biaffine parsing, Dozat and Manning 2017 (arXiv:1611.01734).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - torch's own convention

from training.labels import Labels

WIDTH, HEADS, DEPTH, INNER = 384, 12, 6, 1536
CASINGS, MARKS = 6, 4
ARC, LABEL = 192, 96
BESIDE = 1
"""Words to either side whose vectors the entity head reads besides a word's own."""


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` (batch, pieces, width); `mask` additive, (batch, 1, 1, pieces)."""
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).reshape(b, n, WIDTH))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM with two embeddings more: the casing of a word, starting at zero, and the marks of the second pass."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.case = nn.Embedding(CASINGS, WIDTH)
        self.mark = nn.Embedding(MARKS, WIDTH, padding_idx=0)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(DEPTH))
        nn.init.zeros_(self.case.weight)
        # as strong as a word's embedding (norm about 1): marks that start at zero stay too faint to steer the second pass
        nn.init.normal_(self.mark.weight[1:], std=WIDTH**-0.5)

    def forward(self, ids: Tensor, case: Tensor, mark: Tensor, mask: Tensor) -> Tensor:
        """`ids`, `case`, `mark` (batch, pieces) integers; `mask` (batch, pieces), 1 for real pieces."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(places) + self.case(case) + self.mark(mark)
        x = self.drop(self.norm(x))
        bias = (1.0 - mask.float())[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load_minilm(self, path: Path) -> None:
        """Starting weights from the safetensors file of `all-MiniLM-L6-v2`."""
        w = load_file(str(path))
        w = {k.removeprefix("bert."): v for k, v in w.items()}
        e = "embeddings."
        with torch.no_grad():
            self.word.weight.copy_(w[e + "word_embeddings.weight"])
            self.position.weight.copy_(w[e + "position_embeddings.weight"] + w[e + "token_type_embeddings.weight"][0])
            self.norm.weight.copy_(w[e + "LayerNorm.weight"])
            self.norm.bias.copy_(w[e + "LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                assert isinstance(layer, Layer)
                p = f"encoder.layer.{i}."
                a = p + "attention.self."
                for kind in ("weight", "bias"):
                    getattr(layer.qkv, kind).copy_(torch.cat([w[f"{a}{x}.{kind}"] for x in ("query", "key", "value")]))
                    getattr(layer.out, kind).copy_(w[f"{p}attention.output.dense.{kind}"])
                    getattr(layer.norm1, kind).copy_(w[f"{p}attention.output.LayerNorm.{kind}"])
                    getattr(layer.up, kind).copy_(w[f"{p}intermediate.dense.{kind}"])
                    getattr(layer.down, kind).copy_(w[f"{p}output.dense.{kind}"])
                    getattr(layer.norm2, kind).copy_(w[f"{p}output.LayerNorm.{kind}"])


@dataclass
class Outputs:
    """Scores of all heads. Word scores are (batch, words, labels); arcs (batch, words, words), the diagonal for the root."""

    vectors: Tensor
    starts: Tensor
    upos: Tensor
    xpos: Tensor
    entities: Tensor
    arcs: Tensor
    label_dep: Tensor
    label_head: Tensor
    attributions: Tensor
    triggers: Tensor
    roles: Tensor
    kind: Tensor
    mode: Tensor
    status: Tensor
    relation: Tensor

    NAMES = (
        "vectors", "starts", "upos", "xpos", "entities", "arcs", "label_dep", "label_head",
        "attributions", "triggers", "roles", "kind", "mode", "status", "relation",
    )  # fmt: skip


ENTITY_HEADS, ENTITY_HIDDEN = 3, 192
"""The entity head is the mean of so many, each with so many hidden units: one head, with all their hidden units side by side."""


def deep(width: int, out: int, dropout: float, hidden: int = 256) -> nn.Sequential:
    """Two layers, dropout between."""
    return nn.Sequential(nn.Linear(width, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, out))


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, labels: Labels, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.drop = nn.Dropout(dropout)
        self.starts = nn.Linear(WIDTH, 1)
        self.upos = nn.Linear(WIDTH, len(labels.upos))
        self.xpos = nn.Linear(WIDTH, len(labels.xpos))
        self.entities = deep(WIDTH * (1 + 2 * BESIDE), len(labels.entities), dropout, ENTITY_HEADS * ENTITY_HIDDEN)
        self.arc_dep = nn.Sequential(nn.Linear(WIDTH, ARC), nn.GELU(), nn.Dropout(dropout))
        self.arc_head = nn.Sequential(nn.Linear(WIDTH, ARC), nn.GELU(), nn.Dropout(dropout))
        self.arc = nn.Linear(ARC, ARC, bias=False)
        self.arc_bias = nn.Linear(ARC, 1, bias=False)
        self.root = nn.Linear(ARC, 1)
        self.label_dep = nn.Linear(WIDTH, LABEL)
        self.label_head = nn.Linear(WIDTH, LABEL)
        self.label = nn.Linear(LABEL, len(labels.deps))
        self.attributions = deep(WIDTH, len(labels.attributions), dropout)
        self.triggers = deep(WIDTH, len(labels.triggers), dropout)
        self.roles = deep(WIDTH, len(labels.roles), dropout)
        self.kind = deep(WIDTH, len(labels.kinds), dropout)
        self.mode = deep(WIDTH, len(labels.modes), dropout)
        self.status = deep(WIDTH, len(labels.statuses), dropout)
        self.relation = deep(3 * WIDTH, len(labels.kinds), dropout)

    def forward(self, ids: Tensor, case: Tensor, mark: Tensor, mask: Tensor, first: Tensor) -> Outputs:
        """`first` (batch, words): index of each word's first piece; words that are padding point at piece 0."""
        x = self.encoder(ids, case, mark, mask)
        words = torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, WIDTH))
        v = self.drop(words)
        dep, head = self.arc_dep(v), self.arc_head(v)
        arcs = self.arc(dep) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)
        eye = torch.eye(arcs.shape[1], device=arcs.device, dtype=arcs.dtype)
        arcs = arcs * (1 - eye) + self.root(dep) * eye
        marks = torch.gather(mark, 1, first)
        pooled = [_mean(words, marks == m) for m in (1, 2, 3)]
        trigger = self.drop(pooled[0])
        pair = torch.cat([self.drop(x[:, 0]), self.drop(pooled[1]), self.drop(pooled[2])], -1)
        return Outputs(
            vectors=words, starts=self.starts(v), upos=self.upos(v), xpos=self.xpos(v), entities=self.entities(beside(v)),
            arcs=arcs, label_dep=self.label_dep(v), label_head=self.label_head(v), attributions=self.attributions(v),
            triggers=self.triggers(v), roles=self.roles(v), kind=self.kind(trigger), mode=self.mode(trigger),
            status=self.status(trigger), relation=self.relation(pair),
        )  # fmt: skip

    def label_scores(self, dep: Tensor, head: Tensor) -> Tensor:
        """Relation scores of word pairs from their `label_dep` and `label_head` vectors."""
        scores: Tensor = self.label(F.relu((dep + head).float()))
        return scores


def beside(v: Tensor) -> Tensor:
    """Each word's vector with those of its neighbours, zeros beyond the ends: (…, words, width) to (…, words, 3 * width)."""
    none = torch.zeros_like(v[..., :1, :])
    return torch.cat([v, torch.cat([none, v[..., :-1, :]], -2), torch.cat([v[..., 1:, :], none], -2)], -1)


def _mean(words: Tensor, chosen: Tensor) -> Tensor:
    weight = chosen.to(words.dtype).unsqueeze(-1)
    return (words * weight).sum(1) / weight.sum(1).clamp(min=1.0)
