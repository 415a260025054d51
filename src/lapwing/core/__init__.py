"""What everything stands on: errors, spans, intervals of days, settings."""
