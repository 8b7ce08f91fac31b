"""What was named becomes articles: in one order, each under its own name, what is bad as an item that says why."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from batch_desk import day

from verifier.batch.inputs import Given, is_several, items
from verifier.batch.items import Item
from verifier.errors import UsageError

TEXT = "The port said it closed. "


def no_page(url: str) -> Item:
    return Item(url, state="offline", why="not held")


def listed(*named: str, lists: tuple[str, ...] = ()) -> list[Item]:
    return list(items(Given(named, lists), page=no_page))


def names(folder: Path, found: list[Item]) -> list[str]:
    return [item.name.replace(f"{folder.as_posix()}/", "") for item in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.md", "deep/c.html", "deep/.hidden.txt", ".git/d.txt", "picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_folder_gives_its_readable_files_by_path(folder: Path) -> None:
    assert names(folder, listed(str(folder))) == ["a.md", "b.txt", "deep/c.html"]


def test_a_glob_gives_what_it_matches(folder: Path) -> None:
    assert names(folder, listed(f"{folder}/**/*.[th]*t*")) == ["b.txt", "deep/c.html"]


def test_a_list_names_files_folders_and_addresses(folder: Path) -> None:
    (folder / "list").write_text(f"# mine\n{folder}/deep\n\n{folder}/gone.txt\nhttps://a.example/x\n", encoding="utf-8")
    found = listed(lists=(str(folder / "list"),))
    assert names(folder, found) == ["deep/c.html", "gone.txt", "https://a.example/x"]
    assert [item.state for item in found] == ["", "missing", "offline"]


def test_a_file_named_twice_counts_once(folder: Path) -> None:
    assert len(listed(f"{folder}/b.txt", f"{folder}/*.txt", f"{folder}/b.txt")) == 1


def test_json_lines_give_an_item_a_row(tmp_path: Path) -> None:
    rows = [
        {
            "id": "x7",
            "text": TEXT,
            "title": "Closed",
            "published": "2025-03-04T10:00:00Z",
            "url": "https://a.example/1",
        },
        {"id": "x7", "text": TEXT + "Again."},
        {"text": "   "},
        [1],
        {"id": 4, "text": TEXT, "published": "soon"},
    ]
    file = tmp_path / "t.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n{broken\n" + "[" * 100_000, encoding="utf-8")
    found = listed(str(file))
    assert names(tmp_path, found) == [
        "t.jsonl#x7", "t.jsonl#x7 (2)", "t.jsonl#3", "t.jsonl#4", "t.jsonl#4 (2)", "t.jsonl#6", "t.jsonl#7",
    ]  # fmt: skip
    assert [item.state for item in found] == ["", "", "empty", "damaged", "damaged", "damaged", "damaged"]
    assert found[0].document().title == "Closed"
    assert found[0].document().published == day("2025-03-04")


def test_csv_gives_an_item_a_row_and_texts_may_be_long(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text(f'ID,Text,published\n7,"{TEXT * 10_000}\nmore",2025-03-04\n8,,\n', encoding="utf-8-sig")
    first, second = listed(str(file))
    assert first.name.endswith("t.csv#7")
    assert first.document().published == day("2025-03-04")
    assert len(first.data) > 200_000
    assert second.state == "empty"


def warc(target: Path) -> None:
    """An archive of two pages, a picture, and a page that was not found."""
    page = b"<html><head><title>Closed</title></head><body><p>" + TEXT.encode() * 20 + b"</p></body></html>"
    answers = (
        ("https://a.example/1", "200 OK", "text/html; charset=utf-8", page),
        ("https://a.example/p.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://a.example/2", "404 Not Found", "text/html", page),
        ("https://a.example/1", "200 OK", "text/html", page.replace(b"closed", b"opened")),
    )
    with target.open("wb") as stream:
        for address, status, kind, body in answers:
            block = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-03-04T00:00:00Z\r\n"
                "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            )
            stream.write(gzip.compress(head.encode() + block + b"\r\n\r\n"))


def test_a_web_archive_gives_its_pages(tmp_path: Path) -> None:
    warc(tmp_path / "p.warc.gz")
    found = listed(str(tmp_path / "p.warc.gz"))
    assert [item.name for item in found] == ["https://a.example/1", "https://a.example/1 (2)"]
    assert found[0].document().title == "Closed"
    assert "opened" in found[1].document().text


def test_a_web_archive_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    warc(tmp_path / "p.warc.gz")
    whole = (tmp_path / "p.warc.gz").read_bytes()
    (tmp_path / "p.warc.gz").write_bytes(whole[: len(whole) // 3] + b"\0" * 2_000)
    found = listed(str(tmp_path / "p.warc.gz"))
    assert found[0].name == "https://a.example/1"
    assert all(item.state in ("", "damaged") for item in found)


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (lambda f: f"{f}/nothing.txt", "no such file"),
        (lambda f: f"{f}/empty", "no article in this folder"),
        (lambda f: f"{f}/*.docx", "matches no file"),
        (lambda f: f"{f}/bad.csv", "no column text"),
    ],
)
def test_a_word_that_names_nothing_is_one_clear_error(tmp_path: Path, named: Callable[[Path], str], told: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        listed(named(tmp_path))


def test_an_id_changes_with_name_and_content_and_with_nothing_else() -> None:
    one = Item("a", b"x", title="t")
    assert one.id == Item("a", b"x", title="t").id
    others = [Item("b", b"x", title="t"), Item("a", b"y", title="t"), Item("a", b"x"), Item("a", b"x", url="t")]
    assert len({one.id, *(other.id for other in others)}) == 5


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("-", False),
        ("https://a.example/*.txt", False),
        ("a.txt", False),
        ("*.txt", True),
        ("t.JSONL", True),
        (".", True),
    ],
)
def test_what_stands_for_several_articles(name: str, several: bool) -> None:
    assert is_several(name) is several


@pytest.mark.parametrize("data", [b"\xff\xfe\0{", b"{" * 50_000, gzip.compress(b"x" * 9_999), b"\0\n" * 5_000])
@pytest.mark.parametrize("ending", ["jsonl", "csv", "warc", "warc.gz", "txt"])
def test_hostile_files_give_items_or_one_clear_error(tmp_path: Path, data: bytes, ending: str) -> None:
    (tmp_path / f"x.{ending}").write_bytes(data)
    try:
        found = listed(str(tmp_path / f"x.{ending}"))
    except UsageError as error:
        assert "\n" not in str(error)
    else:
        assert all(item.id for item in found)
