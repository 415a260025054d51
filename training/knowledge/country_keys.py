"""Country keys of the source data sets, mapped to ISO 3166-1 alpha-3."""

from __future__ import annotations

from lapwing.knowledge.countries import countries

_COW = """
BHM BHS HAI HTI DOM DOM JAM JAM TRI TTO BAR BRB DMA DMA GRN GRD SLU LCA SVG VCT AAB ATG SKN KNA GUA GTM HON HND SAL SLV COS CRI
SUR SUR PAR PRY URU URY UKG GBR IRE IRL NTH NLD FRN FRA MNC MCO LIE LIE SWZ CHE SPN ESP POR PRT GMY DEU GFR DEU AUS AUT CZE CZE
CZR CZE SLO SVK MAC MKD CRO HRV YUG SRB SER SRB BOS BIH KOS XKX SLV SVN GRC GRC CYP CYP BUL BGR MLD MDA RUM ROU ROM ROU LAT LVA
LIT LTU BLR BLR GRG GEO SWD SWE DEN DNK ICE ISL CAP CPV STP STP GNB GNB EQG GNQ GAM GMB MAA MRT NIR NER CDI CIV GUI GIN BFO BFA
SIE SLE TOG TGO CAO CMR NIG NGA CEN CAF CHA TCD CON COG DRC COD BUI BDI ANG AGO ZAM ZMB ZIM ZWE MAW MWI SAF ZAF LES LSO BOT BWA
SWA SWZ MAG MDG MAS MUS SEY SYC MOR MAR ALG DZA LIB LBY SUD SDN SSD SSD LEB LBN KUW KWT BAH BHR UAE ARE OMA OMN TAJ TJK KYR KGZ
KZK KAZ MON MNG TAW TWN ROK KOR BHU BTN MYA MMR SRI LKA MAD MDV NEP NPL THI THA CAM KHM DRV VNM MAL MYS SIN SGP BRU BRN PHI PHL
INS IDN ETM TLS AUL AUS NEW NZL VAN VUT SOL SLB FIJ FJI NAU NRU MSI MHL PAL PLW BNG BGD VTM VNM YPR YEM YAR YEM MNT MNE MNG MNE
SNM SMR TAZ TZA MZM MOZ
""".split()

COW: dict[str, str] = dict(zip(_COW[::2], _COW[1::2], strict=True))
"""Abbreviations of the Correlates of War project, where they differ from ISO or clash with it."""

PHOENIX = {"TMP": "TLS", "FRN": "FRA", "KSV": "XKX", "ROM": "ROU", "ZAR": "COD", "YUG": "SRB", "SCG": "SRB", "KNT": "KNA", "IMY": "IMN"}
"""Codes of the Phoenix dictionaries that are no longer, or never were, ISO."""

NAMES = {
    "korea, north": "PRK", "korea, south": "KOR", "burma": "MMR", "congo, democratic republic of the": "COD", "turkey": "TUR",
    "congo, republic of the": "COG", "kosovo": "XKX", "macedonia": "MKD", "cote d'ivoire": "CIV", "swaziland": "SWZ",
    "cabo verde": "CPV", "czechia": "CZE", "micronesia, federated states of": "FSM", "holy see (vatican city)": "VAT",
    "holy see": "VAT", "timor-leste": "TLS", "bahamas, the": "BHS", "gambia, the": "GMB", "the gambia": "GMB", "the bahamas": "BHS",
    "state of palestine": "PSE", "people's republic of china": "CHN", "republic of ireland": "IRL", "kingdom of the netherlands": "NLD",
    "kingdom of denmark": "DNK", "republic of the congo": "COG", "democratic republic of the congo": "COD", "são tomé and príncipe": "STP",
    "sao tome & principe": "STP", "antigua & barbuda": "ATG", "bosnia & herzegovina": "BIH", "trinidad & tobago": "TTO",
    "saint vincent & the grenadines": "VCT", "saint kitts & nevis": "KNA", "congo": "COD", "gaza strip": "PSE", "west bank": "PSE",
    "korea north": "PRK", "korea south": "KOR", "north macedonia, republic of": "MKD", "burma (myanmar)": "MMR",
    "federated states of micronesia": "FSM", "united states of america": "USA", "republic of artsakh": "AZE",
}  # fmt: skip
"""Country names of the sources that the countries table does not spell that way."""


def by_name() -> dict[str, str]:
    """ISO code of each country name in lower case."""
    out = {n.lower(): c.code for c in countries().values() for n in (c.name, *c.aliases)}
    return out | NAMES


def cow(abbreviation: str) -> str:
    """ISO code of a Correlates of War abbreviation, `""` for a state that is no more."""
    if abbreviation in COW:
        return COW[abbreviation]
    return abbreviation if abbreviation in countries() else ""


def phoenix(code: str) -> str:
    """ISO code of a three-letter Phoenix code, `""` if it is no country."""
    code = PHOENIX.get(code, code)
    return code if code in countries() else ""
