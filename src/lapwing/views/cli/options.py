"""From the arguments of a command to settings and pages."""

from __future__ import annotations

import argparse
import datetime as dt

from lapwing.core.errors import InputError
from lapwing.core.settings import Settings
from lapwing.records.page import Failure, Page
from lapwing.sources import read


def published(options: argparse.Namespace) -> dt.date | None:
    """The date given with `--published`.

    Raises:
        InputError: it is no date.
    """
    if options.published is None:
        return None
    try:
        return dt.date.fromisoformat(options.published)
    except ValueError as error:
        raise InputError(f"{options.published!r} is no date", "--published", "Write it as 2020-01-12") from error


def one_page(options: argparse.Namespace, settings: Settings) -> Page:
    """The one document of a command that takes one; the first of a file with several.

    Raises:
        InputError: it cannot be read.
    """
    page = next(read([options.input], published=settings.published, media=settings.media), None)
    if page is None:
        raise InputError("there is no document in it", options.input)
    if isinstance(page, Failure):
        raise InputError(page.reason, page.origin)
    return page
