"""Surveys recomputed: G1 to G4 of the definitions page.

Belongs here: who was asked, whose response is valid, and what is counted of the answers.
"""

from collections.abc import Iterator

import pandas as pd

from tests.recomputed.days import Company, Window
from tests.recomputed.measures import by_unit, over, rows_of
from tests.recomputed.raw_exports import RawExports

VALID_SHARE = 0.5
# G2: the lowest favourable answer of a scale of so many points.
FAVOURABLE_FROM = {2: 2, 3: 3, 4: 4, 5: 4, 6: 4, 7: 6, 8: 6, 9: 7, 10: 8, 11: 10}


def feedback_rows(company: Company, raw: RawExports) -> Iterator[pd.DataFrame]:
    """Every metric of the feedback table, by survey and unit."""
    answers = raw.answers.merge(
        raw.questions.rename(columns={"survey_id": "survey", "question_id": "question"}), on=["survey", "question"]
    )
    answers["points"] = answers["scale_points"].astype(int)
    responses = _valid(raw, answers)
    # G1 to G4 are about engagement and pulse surveys; what is asked of programmes or newcomers has metrics of its own.
    for survey in raw.surveys[raw.surveys["kind"].isin(["engagement", "pulse"])].to_dict("records"):
        window = Window("survey", pd.Timestamp(survey["opened_on"]), pd.Timestamp(survey["closed_on"]))
        people = _placed(company, raw, responses[responses["survey"] == survey["survey_id"]], survey["survey_id"])
        there = people["person"].isin(company.days[company.days["day"] == window.end]["person"])
        asked = people[people["is_invited"] & there]
        respondents = people.dropna(subset=["response"])
        given = answers.merge(respondents[["response", "person", "unit"]], on="response")
        rating, enps = given[given["kind"] == "rating"].copy(), given[given["kind"] == "enps"].copy()
        flipped = rating["points"] + 1 - rating["answer"]
        rating["level"] = rating["answer"].where(rating["is_reversed"] != "true", flipped)
        rating["is_favourable"] = rating["level"] >= rating["points"].map(FAVOURABLE_FROM)
        rating["score"] = (rating["level"] - 1) / (rating["points"] - 1) * 100
        scores = rating.groupby(["person", "unit"])["score"].mean().reset_index()
        enps["points_given"] = 100 * ((enps["answer"] >= 9).astype(int) - (enps["answer"] <= 6).astype(int))
        yield from rows_of(
            window,
            {
                "response_rate": over(
                    by_unit(company, window, asked.dropna(subset=["response"])), by_unit(company, window, asked)
                ),
                "favourability": over(
                    by_unit(company, window, rating, "is_favourable"), by_unit(company, window, rating)
                ),
                "mean_score": over(by_unit(company, window, scores, "score"), by_unit(company, window, scores)),
                "enps": over(by_unit(company, window, enps, "points_given"), by_unit(company, window, enps)),
            },
        )


def _valid(raw: RawExports, answers: pd.DataFrame) -> pd.DataFrame:
    """One response of a person, no preview, with at least half of the items answered (G1): the last finished one, else the last.

    The page calls a response valid when it is completed, and says of partial ones that half of the items is enough.
    """
    items = raw.questions[raw.questions["kind"] != "choice"].groupby("survey_id").size()
    counts = answers.groupby("response").size()
    rows = raw.responses[~raw.responses["is_preview"]].dropna(subset=["person"])
    share = rows["response"].map(counts).fillna(0) / rows["survey"].map(items)
    return (
        rows[share >= VALID_SHARE].sort_values(["is_finished", "at"]).drop_duplicates(["survey", "person"], keep="last")
    )


def _placed(company: Company, raw: RawExports, responses: pd.DataFrame, survey: str) -> pd.DataFrame:
    """Who was invited or answered, with the unit of the invitation's day, else of the answer's (RULE-13).

    Response (G1) is asked of those still employed at close; an answer (G2 to G4) stays an answer when its giver has left since.
    """
    invited = raw.invitations[raw.invitations["survey"] == survey].dropna(subset=["person"]).drop_duplicates("person")
    people = invited[["person", "invited_on"]].merge(responses[["person", "response", "at"]], on="person", how="outer")
    people["is_invited"] = people["invited_on"].notna()
    people["day"] = people["invited_on"].fillna(people["at"].dt.normalize())
    return people.merge(company.days[["person", "day", "unit"]], on=["person", "day"])
