"""What was made of texts is kept by the length of the texts."""

from verifier.language.remembering import remembered


def test_a_text_is_worked_out_once_while_there_is_room_for_it() -> None:
    made = []

    @remembered(10)
    def double(text: str) -> str:
        made.append(text)
        return text + text

    assert [double("abc"), double("def"), double("abc")] == ["abcabc", "defdef", "abcabc"]
    assert made == ["abc", "def"]
    double("ghijk")  # eleven in all: the one used longest ago goes
    double("abc")
    assert made == ["abc", "def", "ghijk"]
    double("def")
    assert made == ["abc", "def", "ghijk", "def"]


def test_a_text_longer_than_all_the_room_is_kept_until_the_next() -> None:
    made = []

    @remembered(2)
    def count(text: str) -> int:
        made.append(text)
        return len(text)

    assert [count("long"), count("long"), count("short"), count("long")] == [4, 4, 5, 4]
    assert made == ["long", "short", "long"]
