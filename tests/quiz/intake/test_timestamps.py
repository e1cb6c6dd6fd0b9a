"""Times that a stranger wrote, read and spoken in whatever zone this machine is."""

import time

import pytest

from prevention_cpd.quiz.intake.timestamps import read_time
from prevention_cpd.quiz.times import spoken


@pytest.fixture(params=["Europe/London", "America/New_York", "Europe/Berlin", "UTC"])
def _zone(request, monkeypatch):
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize("iso", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"])
def test_the_ends_of_the_calendar_are_spoken(iso):
    """A time for which this zone has no date is told in UTC: one such row must not end the class list."""
    assert spoken(iso)[-1] == ")"


def test_a_time_is_spoken_in_the_zone_of_the_machine(monkeypatch):
    """In London a summer's noon in UTC is one o'clock; no time is nothing."""
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    try:
        assert spoken("2026-07-01T12:00:00+00:00") == "1 July 2026, 13:00 (BST)"
        assert spoken("") == ""
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    "text",
    ["0001-01-01 00:00:00 UTC", "9999-12-31 23:59:59 UTC", "1999-12-31 23:59:59 UTC", "2201-01-01 00:00:00 UTC",
     "2000-01-01 00:30:00 +0100", "1999-06-01 12:00 Europe/London"],
)  # fmt: skip
def test_a_year_in_which_nobody_hands_in_is_no_time(tmp_path, text):
    """A time before 2000 or after 2200, in UTC, is refused."""
    (tmp_path / "timestamp.txt").write_text(text)
    with pytest.raises(ValueError, match=r"\d"):
        read_time(tmp_path / "timestamp.txt")


@pytest.mark.parametrize("text", ["2000-01-01 00:00:00 UTC", "2200-12-31 23:59:59 UTC"])
def test_the_first_and_the_last_year_are_times(tmp_path, text):
    """What is just within the years is read."""
    (tmp_path / "timestamp.txt").write_text(text)
    assert f"{read_time(tmp_path / 'timestamp.txt')} UTC" == text


@pytest.mark.parametrize(
    ("text", "utc"),
    [("2026-07-01 10:00:00 UTC", "10:00"), ("2026-07-01 10:00:00 GMT", "10:00"), ("2026-07-01 10:00:00", "10:00"),
     ("2026-07-01T10:00:00+01:00", "09:00"), ("2026-07-01 10:00:00 Europe/London", "09:00"),
     ("2026-01-01 10:00:00 Europe/London", "10:00"), ("2026-07-01 20:00:00.000000 Australia/Sydney", "10:00")],
)  # fmt: skip
def test_a_zone_that_is_certain_is_read(tmp_path, text, utc):
    """An offset, UTC and the name of a place say which moment is meant, in summer and in winter."""
    (tmp_path / "timestamp.txt").write_text(text)
    assert f"{read_time(tmp_path / 'timestamp.txt'):%H:%M}" == utc


@pytest.mark.parametrize(
    "zone", ["BST", "AEDT", "EST", "CET", "Mars/Olympus", "a/../b", "Europe/", "etc/passwd"]
)
@pytest.mark.usefixtures("_zone")
def test_a_zone_that_is_not_certain_is_not_guessed(tmp_path, zone):
    """A short name stands for several zones, whatever the zone of this machine: no time is better than a wrong one."""
    (tmp_path / "timestamp.txt").write_text(f"2026-07-01 10:00:00.000000 {zone}")
    with pytest.raises((ValueError, OSError)):
        read_time(tmp_path / "timestamp.txt")


@pytest.mark.parametrize("hour", ["2026-03-29 01:30:00", "2026-10-25 01:30:00"])
def test_an_hour_that_the_clocks_repeat_is_no_time(tmp_path, hour):
    """When the clocks change, an hour is there twice or not at all."""
    (tmp_path / "timestamp.txt").write_text(f"{hour} Europe/London")
    with pytest.raises(ValueError, match="London"):
        read_time(tmp_path / "timestamp.txt")
