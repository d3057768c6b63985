"""The words of the pages about metrics and rules, in English and Dutch.

Belongs here: labels, the names of units, periods, classes and topics in the order of the page, and what stands above and below the line of a
formula in Dutch (phrases.yaml). What a metric means stands in the catalogue, a rule in its doc block.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml


@dataclass(frozen=True, kw_only=True)
class Words:
    """One language. A word that a mapping lacks is shown as it is."""

    language: str
    other_language: str
    metrics_title: str
    metrics_lead: str
    rules_title: str
    rules_lead: str
    checks: str
    release: str
    contents: str
    skip: str
    search: str
    found: str
    nothing_found: str
    formula: str
    unit: str
    decimals: str
    privacy: str
    periods: str
    dimensions: str
    depth: str
    interval: str
    additivity: str
    standard: str
    published: str
    plausible: str
    version: str
    fields: str
    footer: str
    no_breakdown: str
    any_level: str
    level: str
    at_least: str
    no_limit: str
    between: str
    from_on: str
    up_to: str
    alternatives: str
    states: Mapping[str, str]
    classes: Mapping[str, str]
    units: Mapping[str, str] = field(default_factory=dict)
    period_types: Mapping[str, str] = field(default_factory=dict)
    intervals: Mapping[str, str] = field(default_factory=dict)
    additivities: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)


_PHRASES = Path(__file__).resolve().parent / "phrases.yaml"

ENGLISH = Words(
    language="en",
    other_language="Nederlands",
    metrics_title="What the numbers mean",
    metrics_lead="Every published number with its definition, its formula and its edge rules, as this release computes it.",
    rules_title="How the numbers are made",
    rules_lead="The rules that take more than a line: why they are as they are, and what they do in the awkward cases.",
    checks="What was checked",
    release="Release",
    contents="Contents",
    skip="Skip to the content",
    search="Find a number",
    found="{n} of {all} numbers",
    nothing_found="No number has all of these words.",
    formula="Formula",
    unit="Unit",
    decimals="{n} decimals",
    privacy="Shown for",
    periods="Periods",
    dimensions="Broken down by",
    depth="Depth",
    interval="95 % interval",
    additivity="Adding up",
    standard="Standard",
    published="Where",
    plausible="Plausible values",
    version="Catalogue",
    fields="Needed from the sources",
    footer="Made from the catalogue with every release. Thresholds are the settings of this run. Query the release, never the warehouse behind it.",
    no_breakdown="nothing",
    any_level="every unit",
    level="down to level {n} of the tree",
    at_least="{n} people or more",
    no_limit="any number of people",
    between="{low} to {high}",
    from_on="{low} or more",
    up_to="{high} or less",
    alternatives="or",
    states={"ok": "sources in order", "degraded": "sources with gaps", "unavailable": "source missing", "doubtful": "values in doubt"},
    classes={"open": "open", "controlled": "controlled", "sensitive": "sensitive"},
    units={"rate": "share, stored 0 to 1", "-100 to 100": "points, -100 to 100", "money": "money, in the company's currency"},
    period_types={
        "day": "last day of a month", "r12": "rolling 12 months", "survey": "survey", "cohort": "cohort", "month": "month",
        "quarter": "quarter", "year": "year",
    },
    intervals={
        "none": "none: a count, or no interval is made", "wilson": "Wilson", "poisson": "exact Poisson", "ratio": "linearised",
        "ratio_of_ratios": "linearised", "enps": "adjusted Wald", "kaplan_meier": "log-log around the Kaplan-Meier curve",
        "aalen_johansen": "around the cumulative incidence", "bootstrap": "bootstrap", "omega": "of the coefficient omega",
        "icc1": "of the intraclass correlation", "r_wg": "of the agreement within the group",
        "paired": "of paired differences", "unpaired": "of two means",
    },
    additivities={
        "additive": "over units and time", "semi_additive": "over units, not over time", "non_additive": "never: take the row you want",
    },
    topics={
        "workforce": ("Workforce", "Headcount, movement, turnover and retention."),
        "learning": ("Learning", "Hours, participation and completion."),
        "feedback": ("Feedback", "What people say in surveys."),
        "skills": ("Skills", "What people can do, what is asked of them, and the gap."),
        "onboarding": ("Onboarding", "How new people get going."),
        "mobility": ("Mobility", "Moves, promotions and how positions are filled."),
        "development": ("Development", "Plans, goals and conversations."),
        "performance": ("Performance", "Reviews and ratings."),
        "absence": ("Absence", "Illness: how much, how often, how long."),
        "cost": ("Cost", "What learning costs."),
        "access": ("Access", "Who gets to learn, compared."),
    },
)  # fmt: skip

DUTCH = Words(
    language="nl",
    phrases=yaml.safe_load(_PHRASES.read_text(encoding="utf-8")),
    other_language="English",
    metrics_title="Wat de cijfers betekenen",
    metrics_lead="Elk gepubliceerd cijfer met zijn definitie, zijn formule en zijn randgevallen, zoals deze uitgave het berekent.",
    rules_title="Hoe de cijfers tot stand komen",
    rules_lead="De regels die meer dan een zin vragen: waarom ze zo zijn, en wat ze doen in lastige gevallen.",
    checks="Wat er is gecontroleerd (Engels)",
    release="Uitgave",
    contents="Inhoud",
    skip="Naar de inhoud",
    search="Zoek een cijfer",
    found="{n} van {all} cijfers",
    nothing_found="Geen cijfer bevat al deze woorden.",
    formula="Formule",
    unit="Eenheid",
    decimals="{n} decimalen",
    privacy="Getoond bij",
    periods="Perioden",
    dimensions="Uitgesplitst naar",
    depth="Diepte",
    interval="95%-interval",
    additivity="Optellen",
    standard="Standaard",
    published="Waar",
    plausible="Aannemelijke waarden",
    version="Catalogus",
    fields="Nodig uit de bronnen",
    footer="Bij elke uitgave gemaakt uit de catalogus. Drempels zijn de instellingen van deze run. Bevraag de uitgave, nooit het magazijn erachter.",
    no_breakdown="niets",
    any_level="elke eenheid",
    level="tot niveau {n} van de boom",
    at_least="{n} mensen of meer",
    no_limit="elk aantal mensen",
    between="{low} tot {high}",
    from_on="{low} of meer",
    up_to="{high} of minder",
    alternatives="of",
    states={"ok": "bronnen in orde", "degraded": "bronnen met gaten", "unavailable": "bron ontbreekt", "doubtful": "waarden in twijfel"},
    classes={"open": "open", "controlled": "gecontroleerd", "sensitive": "gevoelig"},
    units={
        "heads": "personen", "fte": "fte", "years": "jaren", "rate": "aandeel, bewaard als 0 tot 1", "hours": "uren", "days": "dagen",
        "months": "maanden", "hours per head": "uren per medewerker", "records": "leeractiviteiten", "ratio": "verhouding",
        "score 0-100": "score 0-100", "-100 to 100": "punten, -100 tot 100", "probability": "kans", "correlation": "rangcorrelatie",
        "level": "niveau", "level difference": "niveaus verschil", "signed share": "aandeel, -1 tot 1",
        "reports per manager": "ondergeschikten per leidinggevende", "reports per person-year": "meldingen per persoonsjaar",
        "money": "bedrag, in de munt van de organisatie",
    },
    period_types={
        "day": "laatste dag van een maand", "month": "maand", "quarter": "kwartaal", "year": "jaar", "r12": "voortschrijdende 12 maanden",
        "survey": "enquête", "cohort": "cohort",
    },
    intervals={
        "none": "geen: een telling, of er wordt geen interval gemaakt", "wilson": "Wilson", "poisson": "exact Poisson", "ratio": "gelineariseerd",
        "ratio_of_ratios": "gelineariseerd", "enps": "aangepast Wald", "kaplan_meier": "log-log rond de Kaplan-Meiercurve",
        "aalen_johansen": "rond de cumulatieve incidentie", "bootstrap": "bootstrap", "omega": "van de coëfficiënt omega",
        "icc1": "van de intraklassecorrelatie", "r_wg": "van de overeenstemming binnen de groep",
        "paired": "van gepaarde verschillen", "unpaired": "van twee gemiddelden",
    },
    additivities={
        "additive": "over eenheden en tijd", "semi_additive": "over eenheden, niet over tijd", "non_additive": "nooit: neem de regel die u zoekt",
    },
    topics={
        "workforce": ("Personeel", "Aantallen, beweging, verloop en behoud."),
        "learning": ("Leren", "Uren, deelname en afronding."),
        "feedback": ("Feedback", "Wat mensen in enquêtes zeggen."),
        "skills": ("Vaardigheden", "Wat mensen kunnen, wat er wordt gevraagd, en het verschil."),
        "onboarding": ("Inwerken", "Hoe nieuwe mensen op gang komen."),
        "mobility": ("Mobiliteit", "Overstappen, promoties en hoe functies worden vervuld."),
        "development": ("Ontwikkeling", "Plannen, doelen en gesprekken."),
        "performance": ("Prestaties", "Beoordelingsgesprekken en beoordelingen."),
        "absence": ("Verzuim", "Ziekte: hoeveel, hoe vaak, hoe lang."),
        "cost": ("Kosten", "Wat leren kost."),
        "access": ("Toegang", "Wie krijgt de kans om te leren, vergeleken."),
    },
)  # fmt: skip
