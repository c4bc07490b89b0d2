"""Published evidence in the demonstration's library: facts with their sources, none of them invented.

How far a context is from Example Borough is our judgement; so is the grade, whose reason stands beside it.
"""

from datetime import timedelta
from math import exp
from typing import TYPE_CHECKING

from headway.learning.actions import import_findings
from headway.learning.analysis.findings import FindingWords
from headway.learning.choices import Measure
from headway.missions.choices import Distance, EvidenceResult

if TYPE_CHECKING:
    from headway.cli.demo.story import Story

NORMAL = 1.959964
WRITTEN = 200  # days ago
BY_LOT, NOT_BY_LOT = "Drawn by lot, with teams that had no helper.", "Compared, but not drawn by lot."
FACILITATION = "Do helpers who support teams change what teams do?"
REVIEW = (
    "in N. B. Baskerville, C. Liddy and W. Hogg (2012), Systematic review and meta-analysis of practice "
    "facilitation within primary care settings, Annals of Family Medicine 10(1), 63-74"
)
# Author, year, design, country, standardised mean difference, its standard error: table of the review.
STUDIES = (
    ("Kottke and others", 1992, "cct", "United States", 1.01, 0.52),
    ("McBride and others", 2000, "rct", "United States", 0.82, 0.46),
    ("Stange and others", 2000, "rct", "United States", 0.59, 0.23),
    ("Lobo and others", 2004, "rct", "Netherlands", 0.44, 0.18),
    ("Roetzhiem and others", 2005, "crct", "United States", 0.84, 0.29),
    ("Hogg and others", 2008, "cct", "Canada", 0.73, 0.29),
    ("Aspy and others", 2008, "cct", "United States", 1.12, 0.36),
    ("Jaen and others", 2010, "rct", "United States", 0.04, 0.37),
    ("Cockburn and others", 1992, "rct", "Australia", 0.24, 0.15),
    ("Modell and others", 1998, "rct", "United Kingdom", 0.32, 0.4),
    ("Engels and others", 2006, "rct", "Netherlands", 1.04, 0.32),
    ("Aspy and others", 2008, "rct", "United States", 1.31, 0.57),
    ("Dietrich and others", 1992, "rct", "", 0.59, 0.29),
    ("Lobo and others", 2002, "rct", "", 0.66, 0.19),
    ("Bryce and others", 1995, "rct", "", 0.62, 0.31),
    ("Kinsinger and others", 1998, "rct", "United States", 0.47, 0.27),
    ("Solberg and others", 1998, "rct", "United States", 1.08, 0.32),
    ("Lemelin and others", 2001, "rct", "Canada", 0.98, 0.32),
    ("Frijling and others", 2002, "crct", "Netherlands", 0.26, 0.18),
    ("Frijling and others", 2003, "crct", "Netherlands", 0.39, 0.18),
    ("Margolis and others", 2004, "rct", "United States", 0.6, 0.31),
    ("Mold and others", 2008, "rct", "United States", 0.94, 0.53),
    ("Hogg and others", 2008, "rct", "Canada", 0.11, 0.27),
)
OTHERS = (
    FindingWords(
        code="papke-1994-enterprise-zones",
        title="Enterprise zones cut new claims for unemployment by about a sixth",
        outcome="New claims for unemployment insurance in a year",
        result=EvidenceResult.HELPS,
        strength=3,
        why="Places that started in different years, compared with places that had no zone; few places.",
        citation="L. E. Papke (1994), in J. M. Wooldridge, Introductory Econometrics, example 13.8",
        question="Do enterprise zones bring work?",
        measure=Measure.RATIO,
        estimate=round(exp(-0.182), 3),
        lower=round(exp(-0.182 - NORMAL * 0.078), 3),
        upper=round(exp(-0.182 + NORMAL * 0.078), 3),
        where="22 cities in Indiana, United States",
        year=1994,
        place=Distance.DIFFERENT,
        sector=Distance.SIMILAR,
        people=Distance.SIMILAR,
    ),
    FindingWords(
        code="holzer-1993-job-training-grants",
        title="Grants for training at work may have cut what firms have to throw away; the study cannot tell",
        outcome="Scrap rate of firms in the year of the grant",
        result=EvidenceResult.CANNOT_TELL,
        strength=2,
        why="Firms compared with themselves; who got a grant was not left to chance, and few told.",
        citation="H. Holzer and others (1993), in J. M. Wooldridge, Introductory Econometrics, example 14.1",
        question="Does training at work pay?",
        measure=Measure.RATIO,
        estimate=round(exp(-0.252), 3),
        lower=round(exp(-0.252 - NORMAL * 0.151), 3),
        upper=round(exp(-0.252 + NORMAL * 0.151), 3),
        where="54 firms in Michigan, United States",
        year=1993,
        place=Distance.DIFFERENT,
        sector=Distance.DIFFERENT,
        people=Distance.SIMILAR,
    ),
    FindingWords(
        code="dehejia-wahba-1999-supported-work",
        title="Supported work raised what people with few chances earn by about 1,800 dollars a year",
        outcome="Earnings in 1978, in dollars",
        result=EvidenceResult.HELPS,
        strength=3,
        why="Drawn by lot; one programme, and part of those who took part.",
        citation="R. H. Dehejia and S. Wahba (1999), JASA 94, 1053-1062",
        question="Does supported work raise earnings?",
        measure=Measure.OWN,
        estimate=1794.0,
        lower=round(1794.0 - NORMAL * 633.0),
        upper=round(1794.0 + NORMAL * 633.0),
        people_n=445,
        where="Men in the National Supported Work Demonstration, United States",
        year=1999,
        place=Distance.DIFFERENT,
        sector=Distance.SAME,
        people=Distance.SIMILAR,
    ),
    FindingWords(
        code="callaway-santanna-2021-minimum-wage-teens",
        title="Where states raised the minimum wage, fewer teenagers had work",
        outcome="Teenagers in work, in counties",
        result=EvidenceResult.HARMS,
        strength=3,
        why="States that moved in different years, compared over time; part of the published data.",
        citation="B. Callaway and P. Sant’Anna (2021), Journal of Econometrics 225, 200-230; data mpdta",
        question="Does a higher minimum wage cost young people work?",
        measure=Measure.RATIO,
        estimate=round(exp(-0.031), 3),
        lower=round(exp(-0.031 - NORMAL * 0.0124), 3),
        upper=round(exp(-0.031 + NORMAL * 0.0124), 3),
        where="500 counties of the United States, 2003 to 2007",
        year=2021,
        place=Distance.DIFFERENT,
        sector=Distance.DIFFERENT,
        people=Distance.SAME,
    ),
)


def tell(story: "Story") -> None:
    """Bring in what is published, as an analyst would from a file."""
    words = (*OTHERS, *(helper(at, *each) for at, each in enumerate(STUDIES, 1)))
    story.say(f"{len(words)} published findings in the library, with their sources")
    import_findings(story.by(story.now - timedelta(days=WRITTEN)), findings=words)


def helper(at: int, author: str, year: int, design: str, country: str, smd: float, se: float) -> FindingWords:
    """Return one study of practice facilitation."""
    by_lot = design != "cct"
    low, high = round(smd - NORMAL * se, 2), round(smd + NORMAL * se, 2)
    return FindingWords(
        code=f"practice-facilitation-{at:02}",
        title=f"Helpers for teams of doctors and nurses, {author}, {year}",
        outcome="Care as the evidence says, in standard deviations",
        result=EvidenceResult.HELPS if low > 0 else EvidenceResult.CANNOT_TELL,
        strength=3 if by_lot else 2,
        why=BY_LOT if by_lot else NOT_BY_LOT,
        citation=f"{author} ({year}), {REVIEW}",
        question=FACILITATION,
        measure=Measure.STANDARDISED,
        estimate=smd,
        lower=low,
        upper=high,
        where=", ".join(filter(None, (author, country))),
        year=year,
        place=Distance.SAME if country == "United Kingdom" else Distance.SIMILAR,
        sector=Distance.DIFFERENT,
        people=Distance.SIMILAR,
    )
