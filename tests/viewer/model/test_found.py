from __future__ import annotations

from tests.viewer.conftest import slices
from viewer.model.found import IMAGES, NAME, WHEN, Entry, Found, chosen, standing, standings, told
from viewer.model.library import Library


def study(number: int, patient: str = "1", **more: str) -> dict[str, str]:
    return {"PatientID": patient, "PatientName": f"Doe^{patient}", "StudyInstanceUID": f"1.{number}", **more}


def grow(found: Found, *rows: dict[str, str]) -> dict[Entry, list[Entry]]:
    news = found.news(rows)
    for above, entries in news.items():
        above.add(entries)
    return news


def test_studies_gather_below_their_patients_however_they_come() -> None:
    found = Found()
    grow(found, study(1, "1"), study(2, "2"))
    grow(found, study(3, "1"), study(3, "1"), study(4, "3"), {"PatientID": "without a study"})
    assert [[s.uid for s in patient.below] for patient in found.root.below] == [["1.1", "1.3"], ["1.2"], ["1.4"]]
    assert [s.place for s in found.root.below[0].below] == [0, 1]


def test_an_id_with_two_names_is_two_patients() -> None:
    found = Found()
    grow(found, study(1), study(2, PatientName="Roe^Richard"))
    assert len(found.root.below) == 2


def test_patients_are_sorted_by_their_newest_study_and_series_by_number() -> None:
    found = Found()
    grow(found, study(1, "1", StudyDate="20200101"), study(2, "2", StudyDate="20220101"))
    grow(found, study(3, "1", StudyDate="20240101"))
    found.studies["1.3"].add(
        Entry("SERIES", {"SeriesNumber": number, "SeriesInstanceUID": number}) for number in ("10", "9")
    )
    found.root.sort(lambda entry: entry.rank(WHEN), True)
    assert [entry.values["PatientID"] for entry in found.root.below] == ["1", "2"]
    found.root.sort(lambda entry: entry.rank(NAME), False)
    assert [entry.uid for entry in found.studies["1.3"].below] == ["9", "10"]


def test_a_patient_tells_the_newest_study_and_how_many_there_are_without_being_opened() -> None:
    found = Found()
    grow(found, study(1, StudyDate="20240102", StudyTime="101530"), study(2, StudyDate="20230101"), study(3, "2"))
    assert [found.root.below[0].cell(column) for column in (WHEN, IMAGES)] == ["2024-01-02", "2 studies"]
    assert found.root.below[1].cell(WHEN) == ""


def test_lines_read_as_people_write() -> None:
    found = Found()
    counts = {"NumberOfStudyRelatedInstances": "120", "NumberOfStudyRelatedSeries": "5"}
    row = study(1, PatientBirthDate="19500131", PatientSex="F", StudyDate="20240102", StudyTime="101530", **counts)
    grow(found, {**row, "ModalitiesInStudy": "CT\\SR", "AccessionNumber": "A1"})
    patient = found.root.below[0]
    assert patient.cells[:2] == ("Doe, 1  (F, 1950-01-31)", "1")
    assert (patient.cell(WHEN), patient.cell(IMAGES)) == ("2024-01-02", "1 study")
    assert patient.below[0].cells == (
        "Study without description", "A1", "2024-01-02 10:15", "CT, SR", "120 in 5 series",
    )  # fmt: skip


def test_a_selection_stands_for_studies_and_series_each_once() -> None:
    found = Found()
    grow(found, study(1), study(2), study(3, "2"))
    series = [Entry("SERIES", {"StudyInstanceUID": f"1.{n}", "SeriesInstanceUID": f"1.{n}.1"}) for n in (1, 3)]
    for entry, uid in zip(series, ("1.1", "1.3"), strict=True):
        found.studies[uid].add([entry])
    patient = found.root.below[0]
    items = chosen([patient, patient.below[0], *series, Entry("NOTE", {"text": "…"})])
    assert items == [
        {"StudyInstanceUID": "1.1"},
        {"StudyInstanceUID": "1.2"},
        {"StudyInstanceUID": "1.3", "SeriesInstanceUID": "1.3.1"},
    ]
    assert told(items) == "2 studies and 1 series"


def test_what_is_chosen_is_wished_for_in_the_order_of_the_windows_list() -> None:
    found = Found()
    rows = study(1, "2", StudyDate="20240101"), study(2, StudyDate="20230101"), study(3, StudyDate="20240101")
    grow(found, *rows, study(4, StudyDate="20250101"))
    of_it = [{"StudyInstanceUID": "1.4", "SeriesInstanceUID": f"1.4.{n}", "SeriesNumber": f"{n}"} for n in (10, 2)]
    report = {"StudyInstanceUID": "1.4", "SeriesInstanceUID": "1.4.1", "SeriesNumber": "1", "Modality": "SR"}
    series = [Entry("SERIES", values) for values in (report, *of_it)]
    found.studies["1.4"].add(series)

    items = chosen([*series, *(found.studies[uid] for uid in ("1.1", "1.2", "1.3"))])

    assert [item.get("SeriesInstanceUID") or item["StudyInstanceUID"] for item in items] == [
        "1.4.2", "1.4.10", "1.4.1", "1.3", "1.2", "1.1",
    ]  # fmt: skip


def test_what_is_in_the_window_is_told_by_study_and_series() -> None:
    library = Library()
    for message in (*slices(3, series="1"), *slices(3, series="2", state="loading", received=1)):
        library.apply(message)
    known = standings(library)
    assert standing(Entry("SERIES", {"SeriesInstanceUID": "1"}), known) == "open"
    assert standing(Entry("SERIES", {"SeriesInstanceUID": "2"}), known) == "1 of 3"
    assert standing(Entry("STUDY", {"StudyInstanceUID": "1.A"}), known) == "coming"
    assert standing(Entry("STUDY", {"StudyInstanceUID": "1.B"}), known) == ""


def test_a_study_of_which_series_are_missing_is_not_called_open() -> None:
    library = Library()
    for message in slices(3):
        library.apply(message)
    values = {"StudyInstanceUID": "1.A", "NumberOfStudyRelatedSeries": "5"}
    assert standing(Entry("STUDY", values), standings(library)) == "1 of 5 series"
