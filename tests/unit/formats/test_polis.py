"""Exports of Polis: every layout is read, what contradicts itself is refused with its cell."""

import json

import pytest

from headway.formats.errors import Unreadable
from headway.formats.polis_reading import read_polis
from headway.formats.polis_writing import write_polis
from tests.shared import shared

SETS = ["bg2050-volunteers", "brexit-consensus", "london.youth.policing", "vtaiwan.uberx"]
COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    '1700000000000,Tue,1,7,2,0,1,"More buses, later"\n'
    "1700000001000,Tue,2,7,0,2,-1,Fewer buses\n"
)
VOTES = (
    "timestamp,datetime,comment-id,voter-id,vote\n"
    "1700000002000,Tue,1,7,-1\n"
    "1700000003000,Tue,1,7,1\n"
    "1700000004000,Tue,1,8,1\n"
    "1700000005000,Tue,2,7,-1\n"
    "1700000006000,Tue,2,8,-1\n"
)
MATRIX = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,1,2\n7,0,2,2,1,1,1,-1\n8,,0,2,1,1,1,-1\n"
SUMMARY = 'topic,"Buses, and more"\nurl,https://example.org\n'


def files(**changed):
    found = {
        "comments.csv": COMMENTS,
        "votes.csv": VOTES,
        "participants-votes.csv": MATRIX,
        "summary.csv": SUMMARY,
    } | {name.replace("_", "-") + ".csv": text for name, text in changed.items()}
    return {name: text.encode() for name, text in found.items() if text is not None}


def refusal(told):
    with pytest.raises(Unreadable) as refused:
        read_polis(told)
    return str(refused.value)


@pytest.mark.parametrize("name", SETS)
def test_a_shared_export_is_read_and_written_so_that_it_is_read_again(name):
    folder = shared(f"polis/{name}")

    export = read_polis({path.name: path.read_bytes() for path in folder.glob("*.csv")})
    again = read_polis(write_polis(export))

    assert list(again.votes.values) == list(export.votes.values)
    assert list(again.votes.voters) == list(export.votes.voters)
    assert [at - at % 1000 for at in export.votes.times] == list(again.votes.times)
    assert again.groups == export.groups
    assert [(row.id, row.text, row.moderated, row.is_meta) for row in again.statements] == [
        (row.id, row.text, row.moderated, row.is_meta) for row in export.statements
    ]


def test_the_old_layout_is_read():
    export = read_polis(files())

    assert export.summary["topic"] == "Buses, and more"
    assert [row.text for row in export.statements] == ["More buses, later", "Fewer buses"]
    assert export.moderated == ("2",)
    assert export.groups == {"7": "0"}
    assert export.votes.times[0] == 1700000002000


def test_the_new_layout_is_read_with_seconds_flags_and_new_names():
    votes = (
        "timestamp,datetime,comment-id,voter-id,vote,important\n1700000002,x,1,7,1,1\n1700000003,x,2,7,-1,0\n"
    )
    comments = (
        "timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,group-informed-consensus,"
        "comment-body\n1700000000,1,7,1,0,1,false,true,0.25,More\n1700000000,2,7,0,1,,true,false,0.5,Fewer\n"
    )
    matrix = "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,1,2\n7,,1,2,2,1,1,1,-1\n"
    declared = "vote-convention,agree=+1;disagree=-1;pass=0;format=polis-export/1\n"
    told = files(votes=votes, comments=comments, participants_votes=None, participant_votes=matrix)
    told["summary.csv"] += declared.encode()

    export = read_polis(told)

    assert list(export.votes.times) == [1700000002000, 1700000003000]
    assert list(export.votes.important) == [True, False]
    assert export.meta == ("2",)
    assert export.statements[0].is_seed
    assert export.statements[0].group_informed == 0.25
    assert export.statements[1].moderated is None


def test_without_votes_the_matrix_gives_the_last_ones():
    export = read_polis(files(votes=None))

    assert sorted(zip(export.votes.voters, export.votes.statements, export.votes.values, strict=True)) == [
        ("7", "1", 1),
        ("7", "2", -1),
        ("8", "1", 1),
        ("8", "2", -1),
    ]
    assert not export.votes.times


def test_votes_alone_are_enough_and_may_declare_their_sign():
    bulk = "# vote-convention: agree=+1;disagree=-1;pass=0\nvote_id,user_id,vote_value,timestamp,comment_id\n"

    export = read_polis({"our-votes.csv": (bulk + "1,ann,1,1700000000,9\n").encode()})

    assert list(export.votes.voters) == ["ann"]
    assert export.statements[0].id == "9"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"votes": VOTES.replace("8,1\n", "8,2\n")}, "votes.csv: row 4, column vote: '2': 1 (agree)"),
        (
            {"votes": VOTES.replace(",2,8,", ",3,8,")},
            "votes.csv: row 6, column comment-id: '3': a statement of",
        ),
        (
            {"votes": VOTES.replace("1700000004000", "soon")},
            "votes.csv: row 4, column timestamp: 'soon': seconds",
        ),
        (
            {"votes": VOTES.replace("voter-id", "who")},
            "votes.csv: row 1, column voter-id: '': a column named",
        ),
        (
            {"participants_votes": MATRIX.replace("8,,0,2,1,1,1,-1", "8,,0,2,1,1,1,0")},
            "participants-votes.csv: row 3, column 2: '0': the last vote in votes.csv is '-1'",
        ),
        (
            {"participants_votes": MATRIX.replace("8,,0,2,1,1,1,-1", "8,,0,2,1,1,1,")},
            "participants-votes.csv: row 3, column 2: '': the last vote in votes.csv is '-1'",
        ),
        (
            {"participants_votes": MATRIX + "7,,0,0,0,0,,\n"},
            "row 4, column participant: '7': the same stands in row 2",
        ),
        (
            {"comments": COMMENTS.replace(",-1,F", ",5,F")},
            "comments.csv: row 3, column moderated: '5': 1 (accepted)",
        ),
        (
            {"comments": COMMENTS.replace(",7,2,0,", ",7,many,0,")},
            "comments.csv: row 2, column agrees: 'many': a whole",
        ),
        (
            {"summary": SUMMARY + "vote-convention,agree=-1;disagree=+1;pass=0\n"},
            "summary.csv: row 3, column vote-convention: 'agree=-1;disagree=+1;pass=0': agree=+1",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_with_its_cell(changed, said):
    told = files(**changed)

    assert said in refusal(told)


@pytest.mark.parametrize("kept", ["comments.csv", "participants-votes.csv"])
def test_votes_with_the_sign_turned_round_are_refused(kept):
    told = files()
    turned = VOTES.replace(",-1\n", ",x\n").replace(",1\n", ",-1\n").replace(",x\n", ",1\n")

    said = refusal({"votes.csv": turned.encode(), kept: told[kept]})

    assert said.startswith("votes.csv: row 2, column vote: '1': votes have the sign turned round")
    assert kept in said


def test_a_matrix_with_the_sign_turned_round_is_refused_without_votes():
    turned = MATRIX.replace("1,1,1,-1\n", "1,1,-1,1\n").replace("2,1,1,-1,1", "2,2,0,-1,-1")

    said = refusal({"participants-votes.csv": turned.encode()})

    assert "sign turned round" in said


def test_a_declared_sign_in_format_json_is_held_to():
    told = files() | {"format.json": json.dumps({"vote": {"agree": -1, "disagree": 1, "pass": 0}}).encode()}

    assert refusal(told).startswith("format.json: column vote")


def test_a_folder_without_votes_is_refused():
    assert "votes.csv" in refusal({"comments.csv": COMMENTS.encode()})
