"""Question 5: what a conversation's votes say, by groups that are a function of the votes alone."""

from headway.engine.opinion.analysis import Group, Opinions, Options, analyse, place
from headway.engine.opinion.beside import FairRange, Share, fair_range, post_stratified, share_of
from headway.engine.opinion.classes import Classes
from headway.engine.opinion.findings import Divide, Ground, Stands
from headway.engine.opinion.integrity import Flag, Sign, Without, alike, bursts, straight, without_each
from headway.engine.opinion.once import Counted, count_once
from headway.engine.opinion.parquet import Names, parquet_votes
from headway.engine.opinion.polis import AsPolis, PolisOptions, as_polis, polis_reliability
from headway.engine.opinion.routing import Asked, NothingLeft, chances_of, next_statement
from headway.engine.opinion.slate import Audit, Slate, approvals, audit, slate
from headway.engine.opinion.tables import Tables, tables, tables_over
from headway.engine.opinion.votes import AGREE, DISAGREE, PASS, NotAVote, Votes, coded_votes, votes

__all__ = [
    "AGREE",
    "DISAGREE",
    "PASS",
    "AsPolis",
    "Asked",
    "Audit",
    "Classes",
    "Counted",
    "Divide",
    "FairRange",
    "Flag",
    "Ground",
    "Group",
    "Names",
    "NotAVote",
    "NothingLeft",
    "Opinions",
    "Options",
    "PolisOptions",
    "Share",
    "Sign",
    "Slate",
    "Stands",
    "Tables",
    "Votes",
    "Without",
    "alike",
    "analyse",
    "approvals",
    "as_polis",
    "audit",
    "bursts",
    "chances_of",
    "coded_votes",
    "count_once",
    "fair_range",
    "next_statement",
    "parquet_votes",
    "place",
    "polis_reliability",
    "post_stratified",
    "share_of",
    "slate",
    "straight",
    "tables",
    "tables_over",
    "votes",
    "without_each",
]
