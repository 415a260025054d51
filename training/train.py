"""The training loop: tasks mixed batch by batch, AdamW, linear warm-up and decay, bf16 autocast, a checkpoint after each epoch."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from training.batches import Losses, Prepared, batched, inputs
from training.labels import Labels
from training.network import Network

WEIGHTS = {
    "starts": 0.5,
    "upos": 1.0,
    "xpos": 0.5,
    "arcs": 1.0,
    "deps": 0.7,
    "entities": 2.5,
    "attributions": 1.0,
    "triggers": 3.0,
    "roles": 4.0,
}
"""Weight of each head's loss; the rest have 1. Word-level losses are means over mostly easy words, hence above 1 for the rare ones."""


@dataclass(frozen=True)
class Plan:
    """How to train."""

    epochs: int
    encoder_rate: float = 1.5e-4
    head_rate: float = 5e-4
    pieces: int = 1400
    """Padded pieces a batch."""
    warm_up: float = 0.06
    seed: int = 1
    threads: int = 2
    freeze_words: bool = True
    """Keep the word-piece embeddings as they are: faster, and rare words stay where pre-training put them."""
    out: Path = Path("run")


Tasks = Callable[[int, random.Random], dict[str, list[Prepared]]]
"""The examples of each task in an epoch (they may be drawn anew each time)."""


def train(
    net: Network, labels: Labels, tasks: Tasks, plan: Plan, after: Callable[[Network, int], None] | None = None
) -> None:
    """Trains in place; writes `plan.out/epoch-N.pt` after each epoch, then calls `after`."""
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    plan.out.mkdir(parents=True, exist_ok=True)
    net.encoder.word.weight.requires_grad = not plan.freeze_words
    body, heads = _groups(net)
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": plan.encoder_rate}, {"params": heads, "lr": plan.head_rate}],
        weight_decay=0.01, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip
    losses = Losses(labels)
    began, seen = time.time(), 0
    for epoch in range(plan.epochs):
        net.train()
        steps = _schedule(tasks(epoch, rng), plan, rng)
        sums: dict[str, list[float]] = {}
        for k, batch in enumerate(steps):
            factor = _factor((epoch + k / len(steps)) / plan.epochs, plan.warm_up)
            for group, rate in zip(optimizer.param_groups, (plan.encoder_rate, plan.head_rate), strict=True):
                group["lr"] = rate * factor
            x = inputs([p.row for p in batch], [p.window.marks for p in batch])
            with torch.autocast("cpu", torch.bfloat16):
                out = net(x.ids, x.case, x.mark, x.mask, x.first)
            parts = losses(net, out, batch)
            loss = torch.stack([WEIGHTS.get(n, 1.0) * v for n, v in parts.items()]).sum()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            seen += int(x.mask.sum())
            for n, v in parts.items():
                sums.setdefault(n, []).append(v.item())
            if k % 100 == 99 or k == len(steps) - 1:
                shown = " ".join(f"{n} {sum(v[-200:]) / len(v[-200:]):.3f}" for n, v in sums.items())
                rate = seen / (time.time() - began) * 3600 / 1e6
                print(f"epoch {epoch} step {k + 1}/{len(steps)} {rate:.1f} M pieces/h  {shown}", flush=True)
        torch.save(net.state_dict(), plan.out / f"epoch-{epoch}.pt")
        if after:
            net.eval()
            after(net, epoch)


def _factor(done: float, warm_up: float) -> float:
    """Share of the full learning rate when this share of the training is done: up in a line, then down in one."""
    return max(0.02, done / warm_up if done < warm_up else (1 - done) / (1 - warm_up))


def _schedule(tasks: dict[str, list[Prepared]], plan: Plan, rng: random.Random) -> list[list[Prepared]]:
    steps = [b for items in tasks.values() for b in batched(items, plan.pieces, rng)]
    rng.shuffle(steps)
    return steps


def _groups(net: Network) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
    body, heads = list[nn.Parameter](), list[nn.Parameter]()
    for name, p in net.named_parameters():
        if p.requires_grad:
            new = not name.startswith("encoder.") or name.startswith(("encoder.mark", "encoder.case"))
            (heads if new else body).append(p)
    return body, heads
