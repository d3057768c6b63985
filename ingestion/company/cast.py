"""The cast: people who are special for a reason, each the smallest history that shows one difficulty of real exports.

Belongs here: who they are, what happens to them and why they are there. Not here: how they enter the tables
(casting.py), and rows that cannot be read at all (misfits.py). They come on top of the simulation, take no programme,
and stand outside every true effect.
"""

from datetime import date, datetime, time, timedelta

from ingestion.company.roles import Answer, Contract, Learning, Member, Place
from ingestion.company.surveys import Wave
from ingestion.company.tables import Period, to_date

EXTERNALS = ("Aagje", "Bo", "Cor", "Dirkje")
"""Given names of people with an account on the learning platform whom the HRIS does not know."""


def cast_of(period: Period, *, waves: tuple[Wave, ...]) -> tuple[Member, ...]:
    """The cast for a history; dates hang on its end and its newest wave, so that they fit any history of a year."""
    end = period.end

    def before(days: int) -> date:
        return end - timedelta(days=days)

    def at(day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour))

    long_ago = before(3000)
    closes = to_date(waves[-1].closed_on)
    opens = to_date(waves[-1].opened_on)
    here = (Contract(long_ago),)
    there = (Place(long_ago),)
    return (
        Member(
            "rehired_after_30_days",
            "Gap of exactly 30 days: bridged, so neither an exit nor a hire, and tenure runs on (RULE-4).",
            "Zoë",
            "Sjöström",
            contracts=(Contract(long_ago, before(300), "voluntary", before(340)), Contract(before(269))),
            places=(Place(long_ago, before(300)), Place(before(269), contract=2)),
        ),
        Member(
            "rehired_after_31_days",
            "Gap of 31 days: an exit, a rehire, and tenure starts again (RULE-4).",
            "Jürgen",
            "Köhler",
            gender="M",
            contracts=(Contract(long_ago, before(300), "voluntary", before(340)), Contract(before(268))),
            places=(Place(long_ago, before(300)), Place(before(268), contract=2)),
        ),
        Member(
            "moves_team",
            "Changes team in the middle of a month: two periods whose last day is inclusive; no exit, no hire.",
            "Anaïs",
            "Dupré",
            contracts=here,
            places=(Place(long_ago, before(200)), Place(before(199), team=1)),
        ),
        Member(
            "two_contracts_at_once",
            "60 and 40 percent in two teams: one head, in the team of the larger part; hours count in both (RULE-13).",
            "Björn",
            "Ekström",
            gender="M",
            contracts=(Contract(long_ago), Contract(before(400))),
            places=(Place(long_ago, fte_percent=60), Place(before(400), team=1, fte_percent=40, contract=2)),
        ),
        Member(
            "trained_on_last_day",
            "Completes a course on the last day employed: the last day is inclusive, so the hours count.",
            "Hélène",
            "Nijssen",
            contracts=(Contract(long_ago, before(100), "voluntary", before(140)),),
            places=(Place(long_ago, before(100)),),
            learning=(Learning("Presenting", at(before(130), 9), at(before(100), 15)),),
        ),
        Member(
            "hired_in_future",
            "Starts after the export: not employed on any day so far, and no hire yet (RULE-1).",
            "Renée",
            "Waal",
            prefix="van der",
            contracts=(Contract(end + timedelta(days=32), status="future"),),
            places=(Place(end + timedelta(days=32)),),
        ),
        Member(
            "answers_twice",
            "Answers the newest wave twice: one respondent, the last complete response counts.",
            "Ömer",
            "Aydin",
            gender="M",
            contracts=here,
            places=there,
            answers=(Answer(1), Answer(6)),
        ),
        Member(
            "rescinded_hire",
            "Withdrew before the first day; the contract is kept and marked: never a head, hire or leaver (RULE-1).",
            "Chloé",
            "Marchand",
            contracts=(Contract(before(150), before(150), is_rescinded=True),),
            places=(Place(before(150), before(150)),),
        ),
        Member(
            "contingent",
            "Hired through an agency: outside headcount, hours and participation unless asked for.",
            "Carlos",
            "Ibáñez",
            gender="M",
            contracts=(Contract(before(700), is_contingent=True),),
            places=(Place(before(700)),),
            learning=(Learning("AI-basics", at(before(90), 10), at(before(80), 16)),),
        ),
        Member(
            "without_address",
            "Has no e-mail address: only the employee number links the sources.",
            "Gijs",
            "Ruijter",
            gender="M",
            contracts=here,
            places=there,
            address="none",
            learning=(Learning("Writing", at(before(75), 10), at(before(60), 14)),),
            answers=(Answer(2),),
        ),
        Member(
            "shares_address_first",
            "Shares a mailbox with the next one: an address alone must not decide who somebody is (RULE-12).",
            "Loïs",
            "Terpstra",
            contracts=here,
            places=there,
            answers=(Answer(3),),
        ),
        Member(
            "shares_address_second",
            "Answers without the employee number, so that only the shared address is left: stays unmatched.",
            "Femke",
            "Terpstra",
            contracts=here,
            places=there,
            address="shares_address_first",
            answers=(Answer(4, has_reference=False),),
        ),
        Member(
            "active_but_left",
            "Status says active, the exit date has passed: a contradiction that the source's rule decides.",
            "Thijs",
            "Overbeek",
            gender="M",
            contracts=(Contract(long_ago, before(45), "voluntary", before(90), status="active"),),
            places=(Place(long_ago, before(45)),),
        ),
        Member(
            "completes_after_exit",
            "A completion is booked two weeks after the last day: the source's rule decides.",
            "José",
            "Cañas",
            gender="M",
            contracts=(Contract(long_ago, before(80), "involuntary"),),
            places=(Place(long_ago, before(80)),),
            learning=(Learning("Excel-advanced", at(before(110), 9), at(before(66), 13)),),
        ),
        Member(
            "completes_before_hire",
            "Completes a course ten days before the first day: the source's rule decides.",
            "Désirée",
            "Kooiman",
            contracts=(Contract(before(60)),),
            places=(Place(before(60)),),
            learning=(Learning("Writing", at(before(75), 9), at(before(70), 13)),),
        ),
        Member(
            "flagged_after_notice",
            "Flagged as key talent a week after giving notice: not a regrettable exit (metric I3).",
            "Søren",
            "Østergård",
            gender="M",
            contracts=(Contract(long_ago, before(30), "voluntary", before(85)),),
            places=(Place(long_ago, before(30)),),
            flagged_on=before(78),
        ),
        Member(
            "assignment_left_open",
            "Left, but the function was never ended: an assignment does not make a person employed.",
            "Wout",
            "Zijlstra",
            gender="M",
            contracts=(Contract(long_ago, before(50), "mutual_consent"),),
            places=(Place(long_ago),),
        ),
        Member(
            "one_day",
            "Starts and leaves on the same day: one person-day, one hire, one leaver.",
            "Nina",
            "Boersma",
            contracts=(Contract(before(181), before(181), "involuntary"),),
            places=(Place(before(181), before(181)),),
        ),
        Member(
            "on_long_leave",
            "Away for a long time but employed: counts as a head.",
            "Fatima",
            "Bouzid",
            contracts=(Contract(long_ago, status="on_leave"),),
            places=there,
        ),
        Member(
            "retires",
            "Hired decades before the history begins: enters the retention curve late (left truncation), and retires.",
            "Els",
            "Peeters",
            born=date(end.year - 67, 3, 8),
            contracts=(Contract(date(1986, 9, 1), before(20), "retirement"),),
            places=(Place(date(1986, 9, 1), before(20)),),
        ),
        Member(
            "exported_twice",
            "The same contract stands in the export twice, letter for letter: one spell, one duplicate.",
            "Milan",
            "Vrieze",
            gender="M",
            contracts=(Contract(long_ago, times=2),),
            places=there,
        ),
        Member(
            "other_address_on_platform",
            "Changed name on marriage; the learning platform has the old address: the number links.",
            "Eva",
            "Hoek",
            prefix="van den",
            contracts=here,
            places=there,
            platform_address="eva.lindqvist@exampleworks.example",
            learning=(Learning("Python-intro", at(before(58), 11), at(before(40), 17)),),
        ),
        Member(
            "no_number_on_platform",
            "The learning platform holds no employee number: the address links, since it is nobody else's.",
            "Raúl",
            "Montañés",
            gender="M",
            contracts=here,
            places=there,
            has_platform_number=False,
            learning=(Learning("AI-basics", at(before(55), 9), at(before(52), 12)),),
        ),
        Member(
            "leaves_before_close",
            "Invited, and gone before the survey closes: neither in the numerator nor in the denominator of response.",
            "Ivo",
            "Straten",
            gender="M",
            contracts=(Contract(long_ago, closes - timedelta(days=4), "end_of_term"),),
            places=(Place(long_ago, closes - timedelta(days=4)),),
            answers=(Answer(1),),
        ),
        Member(
            "joins_during_survey",
            "Hired while the survey is open: not invited, so not expected.",
            "Yara",
            "Meulen",
            prefix="van der",
            contracts=(Contract(opens + timedelta(days=3)),),
            places=(Place(opens + timedelta(days=3)),),
        ),
        *(
            Member(
                f"unknown_to_hris_{number}",
                "Has an account and a completion on the learning platform, and is no employee: unmatched, and counted.",
                given,
                "Extern",
                is_in_hris=False,
                has_platform_number=False,
                platform_address=f"{given.lower()}@supplier.example",
                learning=(Learning("Process-365", at(before(150), 9), at(before(140), 15)),),
            )
            for number, given in enumerate(EXTERNALS, start=1)
        ),
    )
