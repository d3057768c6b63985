"""The skills of the fictional company: which there are, how fast they fade, what roles ask of them and which course teaches them.

Belongs here: the list and the requirements as numbers, the truth that every estimate is held against. Not here: who can do what
(evidence.py) and the files (exports_skills.py).
"""

from dataclasses import dataclass

import numpy as np

from ingestion.company.jobs import FAMILIES, FAMILY_CODES
from ingestion.company.tables import LEVELS, Floats, Ints, Period

MAX_LEVEL = 5
FLOOR = 0.5
"""What remains of a skill however long it lies idle."""


@dataclass(frozen=True)
class Skill:
    """A skill; `half_life_months` is what was put in, and no export says it."""

    skill_id: str
    name: str
    decay_class: str
    half_life_months: float
    is_critical: bool = False
    courses: tuple[str, ...] = ()
    """Short names of the courses that teach it; a trailing * stands for every year of one."""
    course_level: int = 0


GENERAL = (
    Skill("python", "Python", "accuracy", 8.0, courses=("Python-intro",), course_level=2),
    Skill("excel", "Spreadsheets", "accuracy", 12.0, courses=("Excel-advanced",), course_level=3),
    Skill("ai", "Working with AI", "mixed", 5.0, is_critical=True, courses=("AI-basics",), course_level=2),
    Skill("writing", "Writing", "mixed", 24.0, courses=("Writing",), course_level=3),
    Skill("presenting", "Presenting", "speed", 18.0, courses=("Presenting",), course_level=3),
    Skill("negotiating", "Negotiating", "speed", 15.0, courses=("Negotiating",), course_level=3),
    Skill("feedback", "Giving feedback", "mixed", 20.0, courses=("Feedback",), course_level=3),
    Skill("coaching", "Coaching", "mixed", 20.0, courses=("Coaching",), course_level=3),
    Skill("lean", "Lean processes", "accuracy", 9.0, courses=("Process-365",), course_level=2),
    Skill("safety", "Working safely", "accuracy", 10.0, is_critical=True, courses=("Safety *",), course_level=2),
)
TRADE_HALF_LIFE = 16.0
SKILLS = (
    *GENERAL,
    *(
        Skill(f"trade_{code.lower()}", f"Vakkennis {family}", "mixed", TRADE_HALF_LIFE, is_critical=code == "OPE")
        for code, family in zip(FAMILY_CODES, FAMILIES, strict=True)
    ),
    *(
        Skill(f"systems_{code.lower()}", f"Systemen {family}", "accuracy", TRADE_HALF_LIFE)
        for code, family in zip(FAMILY_CODES, FAMILIES, strict=True)
    ),
)
PLACE = {skill.skill_id: number for number, skill in enumerate(SKILLS)}
TRADE = len(GENERAL)
SYSTEMS = TRADE + len(FAMILIES)
"""Places of the first family's trade and systems among the skills; those of the other families follow in their order."""
SAFE_FAMILIES = ("OPE", "TEC", "LOG", "OND")
BY_FAMILY = (
    ("lean", "writing"), ("writing", "presenting"), ("negotiating", "presenting"), ("excel", "python"),
    ("lean", "excel"), ("excel", "writing"), ("negotiating", "excel"), ("lean", "writing"), ("lean", "excel"),
    ("writing", "presenting"), ("python", "excel"), ("python", "writing"), ("excel", "writing"),
)  # fmt: skip
"""The two general skills each family works with, in the order of jobs.FAMILIES."""
TRADE_LEVEL = (2, 3, 4, 3, 2)
GENERAL_LEVEL = (1, 2, 3, 3, 3)
AI_LEVEL = (1, 2, 2, 2, 1)
"""By place in tables.LEVELS: what a role asks of its trade, of its general skills and, from the second version on, of AI."""
SECOND_VERSION_AT = 0.5
"""Share of the history after which roles ask something else: AI comes in, and the second general skill of a family goes out."""
WEIGHTS = {"trade": 3, "other": 1}


def second_version_day(period: Period) -> np.datetime64:
    """First day of the second version of every role."""
    day: np.datetime64 = period.first_days[round(SECOND_VERSION_AT * period.months)]
    return day


def required_levels() -> Ints:
    """Version (2) x family x level x skill: the level asked, 0 for none."""
    asked: Ints = np.zeros((2, len(FAMILIES), len(LEVELS), len(SKILLS)), dtype=np.int64)
    for family, code in enumerate(FAMILY_CODES):
        first, second = (PLACE[name] for name in BY_FAMILY[family])
        asked[:, family, :, TRADE + family] = TRADE_LEVEL
        asked[:, family, :, SYSTEMS + family] = GENERAL_LEVEL
        asked[:, family, :, first] = GENERAL_LEVEL
        asked[0, family, :, second] = GENERAL_LEVEL
        asked[1, family, :, PLACE["ai"]] = AI_LEVEL
        if code in SAFE_FAMILIES:
            asked[:, family, :, PLACE["safety"]] = 2
        asked[:, family, LEVELS.index("lead") :, PLACE["feedback"]] = 3
        asked[:, family, LEVELS.index("lead") :, PLACE["coaching"]] = 2
    return asked


def version_on(day: np.datetime64, period: Period) -> int:
    """Which version of the requirements holds on a day."""
    return int(day >= second_version_day(period))


def half_lives() -> Floats:
    """Months after which half of a skill above its floor is gone, by place in SKILLS."""
    return np.array([skill.half_life_months for skill in SKILLS])
