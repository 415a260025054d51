"""What this installation codes with, in one line."""

from __future__ import annotations

import tomllib
from importlib import resources

from lapwing.core.version import VERSION
from lapwing.knowledge import VERSION as KNOWLEDGE


def stamp() -> str:
    """Versions of code, model and knowledge, such as `lapwing 0.1.0, en-1 8f0c2d1e, knowledge 2026.11`.

    A model is told by the hash of its graph besides its name. Read from the manifest itself: the module that loads models
    takes the runtime in, which a process that only hands out documents does without.
    """
    entries = tomllib.loads((resources.files("lapwing.models") / "manifest.toml").read_text(encoding="utf-8"))
    models = (f"{name} {entry['files']['model.onnx'][:8]}" for name, entry in sorted(entries.items()))
    return ", ".join((f"lapwing {VERSION}", *models, f"knowledge {KNOWLEDGE}"))
