"""The programmes and courses of the fictional company, and the effects that are put in.

Belongs here: what is offered, who takes it and what it does, as numbers: the
truth that every estimate is held against. Not here: the monthly draw (starting.py) and
the account of the truth (truth.py).
"""

from dataclasses import dataclass

from ingestion.company.tables import Period


@dataclass(frozen=True)
class Programme:
    """A programme, the rule by which people start it, and its true effects.

    A person who is employed through a month, has two months of tenure and has not started before starts in that month
    with probability `monthly_rate * exp(engagement_slope * engagement + ability_slope * ability)`, engagement in
    standard deviations as it stood at the end of the month before. Effects begin the month after the start and stay.
    """

    key: str
    course: str
    purpose: str
    opens_at: float
    """Share of the history after which the first start is possible."""
    monthly_rate: float = 0.0
    engagement_slope: float = 0.0
    ability_slope: float = 0.0
    quit_hazard_ratio: float = 1.0
    engagement_shift: float = 0.0
    """Added to engagement (standard deviations) from the next survey wave on."""
    rating_shift: float = 0.0
    """Added to the yearly performance rating (points on a scale of 1 to 5)."""
    places: int | None = None
    """Places of a single run for which volunteers are drawn; None without a limit."""
    stages: tuple[float, ...] = ()
    """Rolled out by team: shares of the history at which the members of another stage of teams start together."""


@dataclass(frozen=True)
class Course:
    """A course as the learning platform knows it."""

    short_name: str
    full_name: str
    category: str
    minutes: int
    is_live: bool
    yearly_rate: float = 0.0
    """Enrolments a person-year at average eagerness; 0 for courses with a rule of their own."""
    is_tracked: bool = False
    """The course's player reports xAPI statements."""


PROGRAMMES = (
    Programme(
        key="compass",
        course="COMPASS",
        purpose="lowers quitting",
        opens_at=0.10,
        monthly_rate=0.009,
        engagement_slope=0.5,
        quit_hazard_ratio=0.60,
    ),
    Programme(
        key="craft",
        course="CRAFT",
        purpose="raises ratings and does nothing to quitting",
        opens_at=0.10,
        monthly_rate=0.007,
        engagement_slope=0.3,
        ability_slope=0.3,
        rating_shift=0.40,
    ),
    Programme(
        key="inspire",
        course="INSPIRE",
        purpose="does nothing, but the keenest take it: the trap",
        opens_at=0.05,
        monthly_rate=0.006,
        engagement_slope=1.1,
    ),
    Programme(
        key="mentoring_pilot",
        course="MENTOR-PILOT",
        purpose="lowers quitting, but is too small to tell at any size of the company",
        opens_at=0.40,
        engagement_slope=0.5,
        quit_hazard_ratio=0.70,
        places=24,
    ),
    Programme(
        key="dialogue",
        course="DIALOGUE",
        purpose="rolled out in stages by team; raises engagement, and through it alone lowers quitting",
        opens_at=0.20,
        engagement_shift=0.35,
        stages=(0.20, 0.40, 0.60, 0.80),
    ),
)
NEVER_STAGED = 0.20
"""Share of the teams that no stage of a staged programme reaches."""
ATTENDANCE = 0.90
"""Share of a team's members who start when its stage comes."""

PROGRAMME_COURSES = (
    Course("COMPASS", "Career compass", "Programmes", 960, is_live=True),
    Course("CRAFT", "Craftsmanship", "Programmes", 1440, is_live=True),
    Course("INSPIRE", "Inspiration days", "Programmes", 480, is_live=True),
    Course("MENTOR-PILOT", "Mentoring (pilot)", "Programmes", 720, is_live=True),
    Course("DIALOGUE", "Team dialogue", "Programmes", 240, is_live=True),
)
OPEN_COURSES = (
    Course("Python-intro", "Python: an introduction", "Digital", 360, is_live=False, yearly_rate=0.11, is_tracked=True),
    Course("Excel-advanced", "Excel, advanced", "Digital", 180, is_live=False, yearly_rate=0.12, is_tracked=True),
    Course("AI-basics", "Working with AI: basics", "Digital", 120, is_live=False, yearly_rate=0.14, is_tracked=True),
    Course("Writing", "Writing clearly", "Communication", 240, is_live=False, yearly_rate=0.08),
    Course("Presenting", "Presenting", "Communication", 480, is_live=True, yearly_rate=0.08),
    Course("Negotiating", "Negotiating", "Communication", 960, is_live=True, yearly_rate=0.05),
    Course("Feedback", "Giving feedback", "Leadership", 240, is_live=True, yearly_rate=0.09),
    Course("Coaching", "Leading as a coach", "Leadership", 960, is_live=True, yearly_rate=0.04),
    Course("Process-365", "Lean processes & waste", "Operations", 300, is_live=False, yearly_rate=0.08),
)
WELCOME = Course("Welcome", "Welcome to Example Works", "Onboarding", 90, is_live=False)


def safety_course(year: int) -> Course:
    """The yearly safety refresher: one course a year, since Moodle knows one completion per person and course."""
    return Course(f"Safety {year}", f"Safety refresher {year}", "Compliance", 45, is_live=False)


def course_catalogue(period: Period) -> tuple[Course, ...]:
    """Every course of the history; the order is the course's number everywhere else."""
    years = range(period.start.year, period.end.year + 1)
    return (*PROGRAMME_COURSES, WELCOME, *(safety_course(year) for year in years), *OPEN_COURSES)
