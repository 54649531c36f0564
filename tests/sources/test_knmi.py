"""Hours of weather, as KNMI measured them."""

import zipfile
from datetime import date

import numpy as np
import pandas as pd
import pytest
from shapely import Point

from werklandschap.landscape import WEATHER_HOURS
from werklandschap.sources import SOURCES, documents
from werklandschap.sources.errors import CannotRead, TruncatedFile

SOURCE = SOURCES["knmi_hours"]
HEADING = (
    "BRON: KONINKLIJK NEDERLANDS METEOROLOGISCH INSTITUUT (KNMI)\r\n\r\n"
    "# STN,YYYYMMDD,   HH,   DD,   FH,    T,    Q,   RH,    P,    U\r\n\r\n"
)
RIJSSEN, VALKENBURG = Point(231_000, 480_000).buffer(500), Point(187_000, 320_000)


def line(station=260, day=20240101, hour=1, wind=270, rest="40, 115,  36, -1,10217,97"):
    return f"  {station},{day}, {hour:4d}, {wind:4d}, {rest}\r\n"


def zipped(folder, *lines, name="uurgeg_260_2021-2030"):
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}.zip", "w") as archive:
        archive.writestr(f"{name}.txt", HEADING + "".join(lines))
    return folder


def found_in(folder, tmp_path):
    return SOURCE.recognise(list(documents([folder], workspace=tmp_path / "work")))


def read_all(folder, tmp_path, area=None):
    reading = SOURCE.read(found_in(folder, tmp_path), area)
    return reading, WEATHER_HOURS.complete(SOURCE.tidy(reading.frame))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "given"


def test_every_quantity_gets_its_unit(folder, tmp_path):
    zipped(folder, line())
    reading, hours = read_all(folder, tmp_path)
    hour = hours.loc["260-2024010101"]
    assert hour["station_code"] == "260"
    assert hour["ends_at"] == pd.Timestamp("2024-01-01T01:00Z")
    assert hour["wind_speed_m_per_s"] == 4.0
    assert hour["wind_direction_deg"] == 270
    assert hour["temperature_c"] == 11.5
    assert hour["global_radiation_w_per_m2"] == 100.0
    assert hour["rain_mm"] == 0.025
    assert hour["pressure_hpa"] == 1021.7
    assert hour["relative_humidity_share"] == 0.97
    assert reading.published == date(2024, 1, 1)
    assert reading.repairs == {"trace_of_rain": 1}


def test_hour_24_ends_at_midnight_also_over_the_end_of_a_month_and_a_year(
    folder, tmp_path
):
    days = (20240228, 20240229, 20231231, 20230228)
    zipped(folder, *(line(day=day, hour=24) for day in days))
    _, hours = read_all(folder, tmp_path)
    assert hours["ends_at"].dt.strftime("%Y-%m-%d %H:%M").tolist() == [
        "2024-02-29 00:00",
        "2024-03-01 00:00",
        "2024-01-01 00:00",
        "2023-03-01 00:00",
    ]


def test_calm_and_variable_wind_have_no_direction(folder, tmp_path):
    winds = (0, 990, 360)
    zipped(folder, *(line(hour=n + 1, wind=wind) for n, wind in enumerate(winds)))
    _, hours = read_all(folder, tmp_path)
    assert hours["wind_direction_deg"].isna().tolist() == [True, True, False]
    assert hours["wind_speed_m_per_s"].tolist() == [4.0] * 3


def test_what_is_blank_is_missing_and_zero_is_zero(folder, tmp_path):
    empty = f"  290,20240101,    1{',     ' * 7}\r\n"
    zipped(folder, empty, line(hour=2, rest=" 0,    0,    0,   0,10217,  97"))
    _, hours = read_all(folder, tmp_path)
    measured = hours.drop(columns=["station_code", "ends_at", "wind_direction_deg"])
    assert measured.iloc[0].isna().all()
    assert measured.iloc[1, :4].tolist() == [0.0, 0.0, 0.0, 0.0]


def test_an_hour_in_two_files_is_taken_from_the_newest(folder, tmp_path):
    later = "40, 222,  36,   0,10217,  97"
    zipped(folder, line(rest=later), line(day=20240102), name="a_newest")
    zipped(folder, line(), name="b_old")
    reading, hours = read_all(folder, tmp_path)
    assert len(hours) == 2
    assert hours.loc["260-2024010101", "temperature_c"] == 22.2
    assert reading.repairs["hour_repeated"] == 1


def test_the_nearest_station_is_asked_for(folder):
    (asset,) = SOURCE.locate(RIJSSEN, date(2026, 5, 1))
    assert asset.url.endswith("/uurgeg_290_2021-2030.zip")
    (asset,) = SOURCE.locate(VALKENBURG, date(2026, 5, 1))
    assert asset.url.endswith("/uurgeg_380_2021-2030.zip")


def test_the_year_before_is_asked_for_too(folder):
    urls = [asset.url for asset in SOURCE.locate(RIJSSEN, date(2021, 5, 1))]
    assert [url[-13:-4] for url in urls] == ["2011-2020", "2021-2030"]
    urls = [asset.url for asset in SOURCE.locate(RIJSSEN, date(2030, 12, 31))]
    assert [url[-13:-4] for url in urls] == ["2021-2030"]


def test_only_the_nearest_station_in_the_files_is_read(folder, tmp_path):
    zipped(folder, line(station=260), name="bilt")
    zipped(folder, line(station=380), name="maastricht")
    for area, station in ((RIJSSEN, "260"), (VALKENBURG, "380")):
        _, hours = read_all(folder, tmp_path, area)
        assert hours["station_code"].tolist() == [station]
    _, everything = read_all(folder, tmp_path)
    assert len(everything) == 2


def test_a_station_we_cannot_place_is_better_than_none(folder, tmp_path):
    zipped(folder, line(station=999))
    _, hours = read_all(folder, tmp_path, RIJSSEN)
    assert hours["station_code"].tolist() == ["999"]


def test_a_file_that_ends_too_early_is_refused(folder, tmp_path):
    zipped(folder, line(), line(hour=2)[:30])
    with pytest.raises(TruncatedFile, match="uurgeg_260"):
        read_all(folder, tmp_path)


@pytest.mark.parametrize("value", ["regen", "1e", "12 34"])
def test_a_value_that_is_no_number_is_refused(folder, tmp_path, value):
    zipped(folder, line(rest=f"40, {value},  36, -1,10217,97"), line(hour=2))
    with pytest.raises(CannotRead) as problem:
        read_all(folder, tmp_path)
    assert "KNMI" in problem.value.say("nl")


def test_daily_values_and_other_texts_are_left_alone(folder, tmp_path):
    folder.mkdir()
    (folder / "etmgeg_260.txt").write_text("# STN,YYYYMMDD,DDVEC,FHVEC\n260,20240101,1")
    (folder / "uitleg.txt").write_text("VELDEN: STN, YYYYMMDD, HH, DD\n")
    assert found_in(folder, tmp_path) == []


def test_no_files_give_an_empty_table():
    reading = SOURCE.read([], None)
    assert WEATHER_HOURS.complete(SOURCE.tidy(reading.frame)).empty
    assert reading.published is None


@pytest.mark.real
class TestStations:
    """The original archives of twelve stations."""

    @pytest.fixture(scope="class")
    @staticmethod
    def found(real_data, tmp_path_factory):
        folder = real_data / "stat" / "knmi_uurgegevens"
        work = tmp_path_factory.mktemp("knmi")
        return SOURCE.recognise(list(documents([folder], workspace=work)))

    @staticmethod
    def hours(found, name):
        reading = SOURCE.read([d for d in found if name in d.origin], None)
        hours = WEATHER_HOURS.complete(SOURCE.tidy(reading.frame))
        started = hours["ends_at"] - pd.Timedelta(hours=1)
        return hours, started.dt.year.rename("year")

    def test_all_thirteen_archives_are_known(self, found):
        assert len(found) == 13

    def test_de_bilt_has_the_means_and_sums_that_were_published(self, found):
        hours, year = self.hours(found, "260_2021")
        means_c = hours["temperature_c"].groupby(year).mean()
        assert means_c[[2022, 2023, 2024]].round(2).tolist() == [11.57, 11.79, 11.80]
        kwh_per_m2 = hours["global_radiation_w_per_m2"].groupby(year).sum() / 1_000
        assert kwh_per_m2[[2022, 2023, 2024]].round().tolist() == [1_195, 1_096, 1_040]

    @pytest.mark.parametrize(
        ("name", "year", "published_mm"),
        [("260_2011", 2018, 582), ("260_2021", 2023, 1180)],
    )
    def test_rain_in_de_bilt(self, found, name, year, published_mm):
        # The published sums count a trace as nothing; we count it as 0.025 mm.
        hours, years = self.hours(found, name)
        rain_mm = hours["rain_mm"][years == year]
        is_trace = rain_mm == 0.025
        assert round(rain_mm[~is_trace].sum()) == published_mm
        assert rain_mm.sum() == pytest.approx(
            published_mm + 0.025 * is_trace.sum(), abs=0.5
        )
        assert is_trace.sum() > 500

    def test_there_is_an_hour_for_every_hour(self, found):
        for name in ("260_2021", "290_2021"):
            hours, _ = self.hours(found, name)
            assert len(hours) == 38_568
            assert hours["ends_at"].diff().dropna().eq(pd.Timedelta(hours=1)).all()

    def test_hours_that_twente_did_not_measure_stay_missing(self, found):
        hours, _ = self.hours(found, "290_2021")
        missing = hours.isna().sum()
        assert missing[
            ["temperature_c", "rain_mm", "global_radiation_w_per_m2"]
        ].tolist() == [
            120,
            122,
            115,
        ]
        assert missing["ends_at"] == 0

    def test_values_are_those_of_dutch_weather(self, found):
        hours, _ = self.hours(found, "290_2021")
        assert hours["temperature_c"].dropna().between(-25, 42).all()
        assert hours["relative_humidity_share"].dropna().between(0.05, 1).all()
        assert hours["pressure_hpa"].dropna().between(950, 1060).all()
        assert hours["wind_direction_deg"].dropna().between(10, 360).all()
        assert hours["rain_mm"].dropna().between(0, 100).all()
        at_night = hours["ends_at"].dt.hour.isin([23, 0, 1])
        assert np.nanmax(hours.loc[at_night, "global_radiation_w_per_m2"]) == 0
