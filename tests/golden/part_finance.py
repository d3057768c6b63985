"""The golden company's money: one unit whose year is easy to reckon, and one that two people leave.

Belongs here: rows of the contract tables, and why they are there. What is expected of them stands in test_golden_finance.py.

- `ledger`: ten people through 2024 and 2025, at 60,000 a year, who learn 20 hours each in January 2024; costs, budget and a programme.
- `priced_exits`: twelve people, of whom two leave in 2024, at 40,000 and 60,000 a year, in grade 2.
"""

from typing import Any

Rows = list[dict[str, Any]]
LEDGER = [f"ledger{number:02}" for number in range(10)]
EXITS = [f"exit{number:02}" for number in range(12)]
LAST_DAYS = {"exit00": "2024-05-31", "exit01": "2024-10-31"}
PAY = {"exit00": 4_000_000, "exit01": 6_000_000} | dict.fromkeys(LEDGER, 6_000_000)


def tables() -> dict[str, Rows]:
    """Rows by contract table; columns that are not given are blank."""
    unit_of = dict.fromkeys(LEDGER, "ledger") | dict.fromkeys(EXITS, "priced_exits")
    return {
        "hris.org_units": [
            {"org_unit_id": unit, "valid_from": "2020-01-01", "name": unit.replace("_", " ")}
            for unit in ("ledger", "priced_exits")
        ],
        "hris.employees": [
            {
                "source_person_key": each,
                "employee_no_key": each,
                "surname_key": each,
                "birth_year": 1980,
                "gender": "male",
            }
            for each in unit_of
        ],
        "hris.employment_spells": [
            {
                "source_person_key": each,
                "spell_key": f"{each}-1",
                "started_on": "2020-01-01",
                "last_day_on": LAST_DAYS.get(each),
                "exit_reason": "voluntary" if each in LAST_DAYS else None,
                "worker_type": "employee",
                "is_hire_rescinded": "false",
                "stated_status": "terminated" if each in LAST_DAYS else "active",
            }
            for each in unit_of
        ],
        "hris.job_assignments": [
            {
                "source_person_key": each,
                "assignment_key": f"{each}-1",
                "valid_from": "2020-01-01",
                "org_unit_id": unit,
                "fte": "1.0",
                "job_level": 2,
            }
            for each, unit in unit_of.items()
        ],
        "hris.compensation": [
            {"source_person_key": each, "valid_from": "2020-01-01", "yearly_salary_cents": cents, "currency": "EUR"}
            for each, cents in PAY.items()
        ],
        "lms.learning_records": [
            {
                "source_person_key": f"lms-{each}",
                "employee_no_key": each,
                "course_id": "safety",
                "occurred_at": f"2024-01-{day} 10:00:00",
                "state": "completed",
                "minutes": 240,
            }
            for each in LEDGER
            for day in range(10, 15)
        ],
        "lms.programmes": [{"programme_id": "compass", "name": "Compass", "opened_on": "2025-01-01"}],
        "finance.training_costs": _costs(),
        "finance.budgets": [
            {
                "org_unit_id": "ledger",
                "period_start": "2024-01-01",
                "period_end": "2024-12-31",
                "budget_cents": 1_800_000,
                "committed_cents": 150_000,
                "forecast_cents": 1_710_000,
            }
        ],
        "finance.business_outcomes": [
            {
                "org_unit_id": "company",
                "period_start": f"{year}-{month:02}-01",
                "period_end": f"{year}-{month + 2:02}-{day}",
                "measure": "customer_satisfaction",
                "unit_of_measure": "score 0-100",
                "outcome_value": value,
            }
            for year, month, day, value in ((2024, 10, 31, 70), (2025, 1, 31, 71), (2025, 4, 30, 74))
        ],
        "plan.initiatives": [
            {
                "initiative_id": "invest",
                "name": "Invest in people",
                "programme_id": "compass",
                "phase": "1",
                "is_quick_win": "true",
                "started_on": "2025-01-01",
                "due_on": "2026-01-01",
                "owner_role": "HR director",
                "metric_id": "direct_learning_expenditure_per_employee",
                "org_unit_id": "ledger",
                "baseline_value": 1_000,
                "target_value": 1_400,
            }
        ],
        "plan.programme_plans": [
            {
                "programme_id": "compass",
                "period_start": "2025-01-01",
                "period_end": "2025-12-31",
                "planned_participants": 25,
                "planned_minutes": 30_000,
                "planned_cost_cents": 1_300_000,
            }
        ],
    }


def _costs() -> Rows:
    """12,000 in 2024 (9,000 suppliers, 2,000 internal, 1,000 tuition) and 6,200 in 2025, all on compass; 3,456 of participants' time."""
    items = [
        ("c1", "2024-03-15", "supplier", 800_000, "false"),
        ("c2", "2024-09-15", "supplier", 100_000, "false"),
        ("c3", "2024-09-15", "internal", 200_000, "false"),
        ("c4", "2024-09-15", "tuition", 100_000, "false"),
        ("c5", "2024-01-10", "internal", 345_600, "true"),
        ("c6", "2025-02-15", "supplier", 300_000, "false"),
        ("c7", "2025-05-15", "supplier", 320_000, "false"),
    ]
    return [
        {
            "cost_id": cost_id,
            "programme_id": "compass",
            "org_unit_id": "ledger",
            "kind": "delivery",
            "paid_to": paid_to,
            "amount_cents": cents,
            "currency": "EUR",
            "is_participant_time": is_time,
            "booked_on": booked_on,
        }
        for cost_id, booked_on, paid_to, cents, is_time in items
    ]
