"""The calendar: English words of time, and on which days holidays fall."""

from lapwing.knowledge.calendar.cues import cue_lists, cues
from lapwing.knowledge.calendar.holidays import Holiday, holiday_days, holidays
from lapwing.knowledge.calendar.words import Words, words

__all__ = ["Holiday", "Words", "cue_lists", "cues", "holiday_days", "holidays", "words"]
