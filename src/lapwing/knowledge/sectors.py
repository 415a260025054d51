"""The sectors of the codebook, section 4."""

SECTORS = {
    "GOV": "executive",
    "LEG": "legislature",
    "JUD": "courts and prosecutors",
    "MIL": "military",
    "COP": "police",
    "SPY": "intelligence",
    "PTY": "party",
    "OPP": "opposition",
    "REB": "armed opposition",
    "PRM": "pro-government militia",
    "UAF": "unknown armed men",
    "CRM": "criminals",
    "CVL": "civilians and protesters",
    "REF": "refugees",
    "JRN": "media",
    "BUS": "business",
    "LAB": "labour",
    "EDU": "education",
    "MED": "health",
    "REL": "religious",
    "SOC": "civil society",
    "ELI": "former officials",
    "UNK": "unknown",
}
"""What each sector code covers."""
