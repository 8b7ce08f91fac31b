"""A batch is worked through in order, gone on with exactly, and says what became of every article."""

import json
from pathlib import Path

import pytest
from batch_desk import Stopped, article, checked, dump, furnish

from verifier.database import connect
from verifier.errors import UsageError
from verifier.record import audit, batches, runs
from verifier.record.batch_summaries import summary


def test_articles_are_recorded_in_their_order_under_the_ids_of_the_batch(tmp_path: Path) -> None:
    furnish(tmp_path)
    ended = checked(tmp_path, "v.db")
    assert (ended.line.done, ended.line.failed, ended.stopped) == (6, 0, False)
    with connect(tmp_path / "v.db") as held:
        listed = list(reversed(runs(held)))
        assert audit(held) == []
    assert [line.id for line in listed] == [f"{ended.line.id}-{number:05d}" for number in range(1, 7)]
    assert [Path(line.path).name for line in listed] == [f"{number:05d}.txt" for number in range(6)]


def test_documents_of_the_sources_are_no_articles(tmp_path: Path) -> None:
    furnish(tmp_path, 1)
    ended = checked(tmp_path, "v.db", str(tmp_path))
    with connect(tmp_path / "v.db") as held:
        assert [Path(one.name).name for one in summary(held, ended.line).articles] == ["00000.txt"]


def test_the_same_articles_give_the_same_database(tmp_path: Path) -> None:
    furnish(tmp_path)
    checked(tmp_path, "a.db")
    checked(tmp_path, "b.db")
    assert dump(tmp_path / "a.db") == dump(tmp_path / "b.db")


@pytest.mark.parametrize("moments", [(0,), (1,), (3, 0, 2), (5,)])
def test_an_interrupted_batch_goes_on_exactly(tmp_path: Path, moments: tuple[int, ...]) -> None:
    furnish(tmp_path)
    (tmp_path / "articles" / "00002.txt").write_text(" ", encoding="utf-8")
    checked(tmp_path, "whole.db")
    for number, moment in enumerate(moments):
        with pytest.raises(Stopped):
            checked(tmp_path, "v.db", stop_after=moment, resume=number > 0)
    ended = checked(tmp_path, "v.db", resume=True)
    assert (ended.line.done, ended.line.failed, ended.notes) == (5, 1, ())
    assert dump(tmp_path / "v.db") == dump(tmp_path / "whole.db")


def test_going_on_with_a_finished_batch_does_nothing(tmp_path: Path) -> None:
    furnish(tmp_path, 2)
    first = checked(tmp_path, "v.db")
    before = dump(tmp_path / "v.db")
    assert checked(tmp_path, "v.db", resume=True).line == first.line
    assert dump(tmp_path / "v.db") == before


def test_going_on_with_what_was_never_begun_is_an_error(tmp_path: Path) -> None:
    furnish(tmp_path, 1)
    with pytest.raises(UsageError, match="no batch of these articles was interrupted"):
        checked(tmp_path, "v.db", resume=True)


def test_a_second_batch_of_the_same_articles_has_an_id_of_its_own(tmp_path: Path) -> None:
    furnish(tmp_path, 2)
    first, second = checked(tmp_path, "v.db").line.id, checked(tmp_path, "v.db").line.id
    assert (first[:8], first[-2:], second[-2:]) == (second[:8], "-1", "-2")


def test_what_changed_since_a_batch_began_is_told_and_named(tmp_path: Path) -> None:
    furnish(tmp_path)
    with pytest.raises(Stopped):
        checked(tmp_path, "v.db", stop_after=2)
    (tmp_path / "articles" / "00003.txt").write_text(article(3) + "More.\n", encoding="utf-8")
    (tmp_path / "articles" / "00004.txt").unlink()
    (tmp_path / "articles" / "00009.txt").write_text(article(9), encoding="utf-8")
    with (tmp_path / "config.toml").open("a", encoding="utf-8") as file:
        file.write('[sources.post]\nname = "Aldray Post"\n')
    ended = checked(tmp_path, "v.db", resume=True)
    assert "1 changed, 1 new, 1 gone" in ended.notes[0]
    assert "configuration" in ended.notes[1]
    with connect(tmp_path / "v.db") as held:
        failures = summary(held, ended.line).failures
    assert [(Path(one.item).name, one.state) for one in failures] == [
        ("00003.txt", "changed"),
        ("00004.txt", "missing"),
    ]
    assert ended.line.finished


def test_one_bad_article_is_one_named_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(tmp_path, 3)
    (tmp_path / "articles" / "00001.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    ended = checked(tmp_path, "v.db")
    with connect(tmp_path / "v.db") as held:
        found = summary(held, ended.line)
    assert [(one.position, one.state) for one in found.failures] == [(2, "unsupported")]
    assert len(found.articles) == 2


def test_a_fault_of_the_program_is_a_failure_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(tmp_path, 2)
    monkeypatch.setattr("verifier.pipeline.find_claims", lambda *_: 1 / 0)
    ended = checked(tmp_path, "v.db")
    with connect(tmp_path / "v.db") as held:
        failures = summary(held, ended.line).failures
    assert [one.state for one in failures] == ["fault", "fault"]
    assert "ZeroDivisionError" in failures[0].why


def test_the_same_claim_is_judged_once_and_comes_out_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from verifier import checking
    from verifier.batch import judged

    furnish(tmp_path)
    asked = []
    real = checking.check

    def counted(*args: object, **named: object) -> object:
        asked.append(args)
        return real(*args, **named)  # type: ignore[arg-type]

    (tmp_path / "articles" / "00006.txt").write_text(article(0).replace("Story 0", "Another story"), encoding="utf-8")
    monkeypatch.setattr(judged, "check", counted)
    checked(tmp_path, "once.db")
    once = len(asked)
    monkeypatch.setattr(judged, "MOST", 0)
    checked(tmp_path, "anew.db")
    assert once < len(asked) - once
    assert dump(tmp_path / "once.db") == dump(tmp_path / "anew.db")


def test_the_summary_counts_every_claim_under_source_outlet_and_day(tmp_path: Path) -> None:
    furnish(tmp_path)
    rows = [
        {"id": n, "text": article(n), "publisher": f"Paper {n % 2}", "published": f"2025-03-0{1 + n}"} for n in range(6)
    ]
    table = tmp_path / "t.jsonl"
    table.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    ended = checked(tmp_path, "v.db", str(table))
    with connect(tmp_path / "v.db") as held:
        found = summary(held, ended.line)
        (line,) = batches.batches(held)
    total = sum(number for _, number in found.verdicts)
    for rows_of in (found.by_source, found.by_outlet, found.over_time):
        assert sum(number for row in rows_of for _, number in row.verdicts) == total
    assert [row.name for row in found.by_outlet] == ["Paper 0", "Paper 1"] or len(found.by_outlet) == 2
    assert [row.name for row in found.over_time] == [f"2025-03-0{1 + n}" for n in range(6)]
    assert {"Port of Aldray", "Coastal Board"} <= {row.name for row in found.by_source}
    assert found.worst[0].verdicts[0][1] >= 1
    assert line == ended.line
