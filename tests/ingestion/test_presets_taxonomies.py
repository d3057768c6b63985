"""Taxonomies that a company may bring along: real O*NET files, and ESCO's layout, land as skills and requirements."""

import shutil
from pathlib import Path

import pytest
import yaml

from ingestion.sources import load_sources
from tests.ingestion.inbox import COMPANY, Inbox

ESCO_SKILLS = """conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels
KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/a,skill/competence,cross-sector,programmeren,"coderen
software schrijven"
KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/b,knowledge,sector-specific,boekhouden,
"""
ESCO_RELATIONS = """occupationUri,relationType,skillType,skillUri
http://data.europa.eu/esco/occupation/x,essential,skill/competence,http://data.europa.eu/esco/skill/a
http://data.europa.eu/esco/occupation/x,optional,knowledge,http://data.europa.eu/esco/skill/b
"""


def landed(tmp_path: Path, *, preset: str) -> Inbox:
    """Land what lies in the inbox by a preset of the project, as sources.yaml would name it."""
    inbox = Inbox(folder=tmp_path, home=tmp_path / "home")
    path = tmp_path / "sources.yaml"
    source = {"name": preset, "path": "in", "preset": preset, "known_on": "2025-06-30"}
    path.write_text(yaml.safe_dump({"company": COMPANY, "sources": [source]}))
    inbox.land(load_sources(path).sources[0])
    return inbox


def test_onet_technologies_become_skills_and_what_occupations_ask(tmp_path: Path, shared_data: Path) -> None:
    """Real file: 32,000 rows of occupation and product; a hot technology weighs full, another half."""
    source = shared_data / "skills" / "Technology Skills.txt"
    if not source.exists():
        pytest.skip(f"{source} is not there: the O*NET files are not shipped")
    (tmp_path / "in").mkdir()
    shutil.copy(source, tmp_path / "in")
    inbox = landed(tmp_path, preset="onet")
    delivered = len(source.read_text(encoding="utf-8").splitlines()) - 1
    assert inbox.quarantined() == []
    skills = inbox.rows("skills.skills", "skill_id, name, taxonomy, max_level")
    assert len(skills) == delivered
    assert ("43232202", "Document management software", "onet", 1) in skills
    asked = inbox.rows("skills.role_skill_requirements", "job_id, skill_id, required_level, weight")
    assert asked[0] == ("11-1011.00", "43232202", 1, 1)
    assert asked[1][3] == pytest.approx(0.5)


def test_esco_skills_have_no_levels_and_what_is_optional_weighs_half(tmp_path: Path) -> None:
    inbox = Inbox(folder=tmp_path, home=tmp_path / "home")
    inbox.put("skills_nl.csv", ESCO_SKILLS)
    inbox.put("occupationSkillRelations_nl.csv", ESCO_RELATIONS)
    inbox = landed(tmp_path, preset="esco")
    assert inbox.quarantined() == []
    assert inbox.rows("skills.skills", "skill_id, name, taxonomy") == [
        ("http://data.europa.eu/esco/skill/a", "programmeren", "esco"),
        ("http://data.europa.eu/esco/skill/b", "boekhouden", "esco"),
    ]
    assert inbox.rows("skills.role_skill_requirements", "skill_id, weight") == [
        ("http://data.europa.eu/esco/skill/a", 1),
        ("http://data.europa.eu/esco/skill/b", pytest.approx(0.5)),
    ]
