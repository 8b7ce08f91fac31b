"""config.toml: what may be written, what is refused, and that each refusal says what to do."""

from datetime import date
from pathlib import Path

import pytest

from verifier import config
from verifier.errors import ConfigError
from verifier.model import SOURCE_KINDS

KCNA = """
[database]
path = "runs/verifier.db"

[network]
timeout = 5

[sources.kcna]
name = "KCNA"
aliases = ["Korean Central News Agency"]
kind = "state_media"
reliability = "C"
affiliations = ["dprk"]
url = "https://kcna.example"
documents = ["sources/kcna*.txt"]
published = "2025-06-12"

[sources.dprk]
name = "Pyongyang"
"""

REFUSED = {
    "an unknown section": ("[databse]\npath = 'x'", "[databse] is not a known key; did you mean database?"),
    "an unknown setting": (
        "[database]\npth = 'x'",
        "[database] pth is not a known key; did you mean path? allowed: path",
    ),
    "an unknown source key": (
        "[sources.a]\nname='A'\nalias=['b']",
        "[sources.a] alias is not a known key; did you mean",
    ),
    "a setting of the wrong type": ("[network]\ntimeout='long'", "[network] timeout must be a number"),
    "a truth as a number": ("[network]\ntimeout=true", "[network] timeout must be a number"),
    "a negative number": ("[network]\npause=-1", "[network] pause must be a number from 0"),
    "an empty path": ("[database]\npath=''", "[database] path must be a text"),
    "a section that is a value": ("database = 3", 'database must be a table; write it as "[database]"'),
    "sources that are a list": ("sources = [1]", "each source is a table of its own"),
    "a source without a name": ("[sources.a]\nkind='person'", "[sources.a] needs a name"),
    "an unknown kind": ("[sources.a]\nname='A'\nkind='newsagency'", 'did you mean "news_agency"? allowed: person'),
    "a kind that is no text": ("[sources.a]\nname='A'\nkind=3", "[sources.a] kind 3: allowed"),
    "an unknown grade": ("[sources.a]\nname='A'\nreliability='G'", 'reliability "G": allowed: A, B, C, D, E, F'),
    "aliases that are a text": ("[sources.a]\nname='A'\naliases='b'", "[sources.a] aliases must be a list of texts"),
    "an empty alias": ("[sources.a]\nname='A'\naliases=['']", "[sources.a] aliases must be a list of texts"),
    "a foreign address": ("[sources.a]\nname='A'\nurl='ftp://x'", "must start with http:// or https://"),
    "a date that is none": ("[sources.a]\nname='A'\npublished='June'", "must be a date such as 2025-06-12"),
    "an id declared twice": (
        "[sources.a]\nname='A'\n[sources.a]\nname='B'",
        'the source "a" is declared twice; give one another id or merge the two',
    ),
    "a section declared twice": ("[database]\npath='a'\n[database]\npath='b'", "[database] is declared twice"),
    "an id with a space": ("[sources.'a b']\nname='A'", "an id has no spaces"),
    "what is no TOML": ("[sources\n", "not valid TOML"),
    "brackets nested too deeply": ("a = " + "[" * 5000, "config.toml"),
}


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_settings_and_sources_are_read(tmp_path: Path) -> None:
    loaded = config.load(written(tmp_path, KCNA))
    assert loaded.database == tmp_path / "runs" / "verifier.db"
    assert loaded.settings.timeout == 5.0
    assert [source.id for source in loaded.sources] == ["kcna", "dprk"]
    assert loaded.sources[0].published == date(2025, 6, 12)
    assert loaded.sources[0].reliability == "C"
    assert loaded.sources[1].kind == "unknown"
    assert loaded.sha256 is not None


def test_without_a_file_the_defaults_are_in_force() -> None:
    loaded = config.load(None)
    assert loaded.database == Path("verifier.db")
    assert loaded.sources == () and loaded.sha256 is None


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_it_refuses_in_one_line(text: str, message: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        config.load(path)
    assert message in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_toml_date_is_a_date(tmp_path: Path) -> None:
    loaded = config.load(written(tmp_path, "[sources.a]\nname='A'\npublished=2025-06-12"))
    assert loaded.sources[0].published == date(2025, 6, 12)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "no such file"),
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: path.write_bytes(b"\xff\xfe\x00"), "not UTF-8"),
        (lambda path: path.write_bytes(b"#" * (config.MOST_BYTES + 1)), "so not a config"),
    ],
    ids=["missing", "folder", "encoding", "huge"],
)
def test_a_file_that_cannot_be_a_config_is_refused(make, message: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "config.toml"
    make(path)
    with pytest.raises(ConfigError, match=message):
        config.load(path)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xef\xbb\xbf[sources.a]\nname='A'\n")
    assert config.load(path).sources[0].name == "A"


def test_the_nearest_file_upward_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert config.find(deep) == path.resolve()
    nearer = written(tmp_path / "a", "")
    assert config.find(deep) == nearer.resolve()


def test_every_setting_has_a_kind_and_a_help() -> None:
    rows = config.settings_table()
    assert len({row.name for row in rows}) == len(rows)
    assert all(row.help and row.kind and row.default for row in rows)


def test_builtin_sources_are_well_formed() -> None:
    builtin = config.builtin_sources()
    names = [name.casefold() for source in builtin for name in {source.name, *source.aliases}]
    assert all(source.builtin and source.kind in SOURCE_KINDS for source in builtin)
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)


def test_a_users_source_replaces_the_builtin_of_its_name(tmp_path: Path) -> None:
    loaded = config.load(written(tmp_path, "[sources.mine]\nname='Reuters'"))
    assert "Reuters" not in {source.name for source in loaded.known}
    assert [source.name for source in loaded.registry].count("Reuters") == 1


def test_an_affiliation_may_name_a_source_that_is_not_registered(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[sources.kcna]\nname = 'KCNA'\naffiliations = ['dprk']\n", encoding="utf-8")
    assert config.load(path).sources[0].affiliations == ("dprk",)


def test_further_hosts_may_be_allowed() -> None:
    loaded = config.allowing(config.load(None), ["wiki.intranet", "wiki.intranet"])
    assert loaded.settings.allow_hosts == ("wiki.intranet",)
