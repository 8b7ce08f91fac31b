"""Batches with real processes: workers that die or hang, a command that is killed, the command line, verify_many."""

import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_desk import article, checked, dump, dying, furnish, slow_article
from batch_killing import interrupted
from cli_desk import verify

import verifier
from verifier.batch.inputs import Given
from verifier.batch.pool import Pool
from verifier.batch.running import Order, run
from verifier.batch.working import Outcome, Setting, Task
from verifier.database import connect
from verifier.model.batches import BatchSummary
from verifier.record.batch_summaries import summary


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "verifier", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def pooled(folder: Path, time_limit: float | None) -> BatchSummary:
    """The articles of a folder by two workers that die over poison and hang over what is slow."""

    def engine(setting: Setting, tasks: Iterator[Task]) -> Iterator[Outcome | None]:
        with Pool(setting, 2, time_limit=time_limit, serving=dying) as pool:
            yield from pool.outcomes(tasks)

    order = Order(config=folder / "config.toml", db=folder / "v.db", offline=True)
    ended = run(Given((str(folder / "articles"),)), order, progress=lambda *_: None, engine=engine)
    with connect(folder / "v.db") as held:
        return summary(held, ended.line)


def test_an_article_over_which_workers_die_fails_alone(tmp_path: Path) -> None:
    furnish(tmp_path, 3)
    (tmp_path / "articles" / "00001-poison.txt").write_text(article(7), encoding="utf-8")
    found = pooled(tmp_path, None)
    assert [(Path(one.item).stem, one.state) for one in found.failures] == [("00001-poison", "crashed")]
    assert "died twice (signal 9)" in found.failures[0].why
    assert [Path(one.name).stem for one in found.articles] == ["00000", "00001", "00002"]


def test_an_article_that_hangs_is_ended_at_the_limit(tmp_path: Path) -> None:
    furnish(tmp_path, 1)
    (tmp_path / "articles" / "00001-slow.txt").write_text(article(7), encoding="utf-8")
    found = pooled(tmp_path, 2)
    states = {Path(one.item).stem: one.state for one in found.failures}
    assert states["00001-slow"] == "timed_out"
    assert len(found.articles) + len(found.failures) == 2


def test_an_article_that_is_really_slow_is_ended_by_the_clock(tmp_path: Path) -> None:
    furnish(tmp_path, 3)
    (tmp_path / "articles" / "00001-slow.txt").write_text(slow_article(), encoding="utf-8")
    done = command(tmp_path, "articles", "--offline", "--no-fail", "--time-limit", "2", "--format", "json")
    found = json.loads(done.stdout)
    assert [(one["article"], one["state"]) for one in found["failed"]] == [("articles/00001-slow.txt", "timed_out")]
    assert found["failed"][0]["why"] == "took longer than 2 s; raise --time-limit or split it"
    assert found["batch"]["verified"] == 3


def test_the_command_killed_at_any_moment_goes_on_to_the_same_database(tmp_path: Path) -> None:
    furnish(tmp_path, 10)
    checked(tmp_path, "whole.db", str(tmp_path / "articles"))
    kills = interrupted(tmp_path, "v.db", moments=[2, 5], jobs=2)
    assert kills == 2
    assert dump(tmp_path / "v.db") == dump(tmp_path / "whole.db")


def test_an_interrupt_stops_cleanly_and_says_how_to_go_on(tmp_path: Path) -> None:
    furnish(tmp_path, 100)
    words = [sys.executable, "-m", "verifier", "articles", "--offline", "--jobs", "1"]
    process = subprocess.Popen(words, cwd=tmp_path, stderr=subprocess.PIPE, encoding="utf-8")
    wait_for_outcomes(tmp_path / "verifier.db", 1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "are recorded, nothing is lost; the same command with --resume goes on" in errors
    assert "Traceback" not in errors


def wait_for_outcomes(path: Path, number: int) -> None:
    import sqlite3

    for _ in range(1200):
        time.sleep(0.1)
        if path.exists():
            connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
            try:
                if connection.execute("SELECT count(*) FROM batch_outcomes").fetchone()[0] >= number:
                    return
            except sqlite3.Error:
                continue
            finally:
                connection.close()
    raise AssertionError("no outcome was ever recorded")


def test_the_command_line_sums_up_fails_on_verdicts_and_lists_batches(tmp_path: Path) -> None:
    furnish(tmp_path, 5)
    (tmp_path / "list").write_text("articles/00000.txt\narticles/gone.txt\narticles\n", encoding="utf-8")
    done = command(
        tmp_path, "--from-file", "list", "--offline", "--jobs", "2", "--format", "json", "--fail-on", "contradicted"
    )
    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert found["batch"]["verified"] == 5
    assert [(one["article"], one["state"]) for one in found["failed"]] == [("articles/gone.txt", "missing")]
    listed = command(tmp_path, "batches")
    assert listed.stdout.startswith(found["batch"]["id"])
    assert "5 of 6 articles verified, 1 failed" in listed.stdout
    page = verify(tmp_path, "batches", found["batch"]["id"][:6], "--format", "html", "--no-fail")
    assert page.returncode == 0
    assert "Content-Security-Policy" in page.stdout and "<script" not in page.stdout


def test_a_batch_in_which_nothing_could_be_verified_has_failed(tmp_path: Path) -> None:
    furnish(tmp_path, 0)
    (tmp_path / "list").write_text("gone.txt\n", encoding="utf-8")
    done = verify(tmp_path, "--from-file", "list", "--offline")
    assert done.returncode == 2
    assert "gone.txt: missing" in done.stdout


# ------------------------------------------------------------------ from Python


def test_many_articles_give_one_result_each_in_their_order(tmp_path: Path) -> None:
    furnish(tmp_path, 2)
    articles: list[Path | dict[str, str]] = [
        tmp_path / "articles" / "00000.txt",
        tmp_path / "gone.txt",
        {"id": "x", "text": article(1)},
        {"id": "y"},
    ]
    found = list(verifier.verify_many(articles, config=tmp_path / "config.toml", db=tmp_path / "v.db", offline=True))
    assert [type(one) for one in found] == [verifier.Report, verifier.Failure, verifier.Report, verifier.Failure]
    assert [one.state for one in found if isinstance(one, verifier.Failure)] == ["missing", "empty"]
    reports = [one for one in found if isinstance(one, verifier.Report)]
    assert [Path(one.article.path).name for one in reports] == ["00000.txt", "x"]
    with connect(tmp_path / "v.db") as held:
        from verifier.record import load

        assert load(held, reports[0].run.id) == reports[0]


def test_many_articles_are_taken_one_after_another(tmp_path: Path) -> None:
    furnish(tmp_path, 0)

    def endless() -> Iterator[dict[str, str]]:
        number = 0
        while True:
            number += 1
            yield {"id": str(number), "text": article(number)}

    results = verifier.verify_many(endless(), config=tmp_path / "config.toml", db=tmp_path / "v.db", offline=True)
    assert [isinstance(next(results), verifier.Report) for _ in range(3)] == [True] * 3


def test_threads_may_verify_at_the_same_time(tmp_path: Path) -> None:
    furnish(tmp_path, 3)
    got: dict[int, list[str]] = {}

    def work(number: int) -> None:
        files = sorted((tmp_path / "articles").iterdir())
        found = verifier.verify_many(files, config=tmp_path / "config.toml", db=tmp_path / "v.db", offline=True)
        got[number] = [one.article.path for one in found if isinstance(one, verifier.Report)]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 3
    assert all(paths == sorted(paths) and len(paths) == 3 for paths in got.values())


def test_a_negative_number_of_jobs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="jobs"):
        verifier.verify_many([], jobs=-1)
