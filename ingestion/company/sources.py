"""The company's sources.yaml: how anybody would describe these exports, and an example for who brings their own.

Belongs here: the text of that one file. Not here: what the presets say (presets/*.yaml).
"""

from pathlib import Path

from ingestion.company.tables import Period

_TEXT = """\
# Where the exports of the fictional company lie, and how to read them. For your own: copy, and change what differs.
# A path is relative to this file, or a URL that fsspec knows. A preset is a file of ingestion/presets/.

company:
  tenant: example_works            # enters every keyed hash: never change it once you have published
  name: Example Works              # the root of the tree of units
  timezone: Europe/Amsterdam       # local dates
  history_start: {start}        # first day from which the HRIS holds everybody who left
  fiscal_year_start: 1             # month
  currency: EUR                    # of all money; amounts in another currency stop the run

sources:
  - name: afas
    path: hris
    preset: afas
    rules:
      active_with_exit_date: exit_date_wins

  - name: moodle
    path: lms
    preset: moodle
    rules:
      learning_after_exit: exclude
      learning_before_hire: exclude

  - name: lrs
    path: lms                      # two sources may share a folder: each takes the files its patterns match
    preset: xapi
    files:
      statements:
        tables:
          - table: lms.learning_events
            columns:
              # In this company the account name of an actor is the employee number.
              employee_no_key: {{from: actor.account.name}}
              # The course stands at the end of a URL, as the short name that Moodle puts into file names.
              course_id: {{extract: 'course/view\\.php\\?name=(.+)$', slug: "_"}}

  - name: learning_office
    path: learning                 # lists that no platform exports
    preset: plain
    rules:
      learning_after_exit: exclude
      learning_before_hire: exclude

  - name: finance
    path: finance                  # the ledger and the business systems
    preset: plain

  - name: learning_plan
    path: plan                     # what the company set out to do
    preset: plain

  - name: qualtrics
    path: survey
    preset: qualtrics

  - name: survey_catalogue
    path: survey
    preset: plain
    known_on: {end}           # these files carry no date in their names

  - name: talent_suite             # plans, goals, check-ins, onboarding: its accounts hold the employee number
    path: talent
    preset: plain

  - name: skills
    path: skills
    preset: plain
    known_on: {end}
"""


def write_sources(path: Path, period: Period) -> None:
    """Write sources.yaml for exports that lie in the folders of FOLDERS (writing.py) beside it."""
    path.write_text(_TEXT.format(start=period.start.isoformat(), end=period.end.isoformat()), encoding="utf-8")
