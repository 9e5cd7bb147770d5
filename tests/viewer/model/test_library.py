from __future__ import annotations

from dataclasses import replace

from launcher.protocol import AnyMessage
from launcher.protocol.events import InstancesReceived, JobUpdate, SeriesClosed, SeriesUpdate
from launcher.references import Instance, Kind, Patient, Series, Study, series_key
from viewer.model.library import Library

ADA, BEN = Patient("1", "Ada^A"), Patient("2", "ben^B")
OLD, NEW = Study("1.1", study_date="20200101"), Study("1.2", study_date="20240101")


def update(
    patient: Patient = ADA, study: Study = OLD, number: int | None = 1, kind: Kind = "image", date: str = ""
) -> SeriesUpdate:
    series = Series(f"{study.study_instance_uid}.{number}.{kind}.{date}", series_number=number, series_date=date)
    return SeriesUpdate(series_key(patient, study, series), patient, study, series, kind, "loading", 3, 0, 0)


def library(*messages: AnyMessage) -> Library:
    made = Library()
    for message in messages:
        made.apply(message)
    return made


def received(to: SeriesUpdate, *numbers: int) -> InstancesReceived:
    return InstancesReceived(to.key, tuple(Instance(f"1.{n}", instance_number=n, path=f"/{n}") for n in numbers))


class TestApplying:
    def test_a_message_tells_which_series_it_changed(self) -> None:
        made, first = Library(), update()
        assert made.apply(first) == {first.key}
        assert made.apply(received(first, 1, 2)) == {first.key}
        assert made.apply(SeriesClosed((first.key, "other"))) == {first.key}

    def test_what_says_nothing_new_changes_nothing(self) -> None:
        made, first = Library(), update()
        made.apply(first)
        made.apply(received(first, 1))
        assert made.apply(update()) == set()
        assert made.apply(received(first, 1)) == set()
        assert made.apply(received(update(number=9), 1)) == set()
        assert made.apply(JobUpdate(1, "", "local", "done")) == set()

    def test_the_newest_word_about_a_series_holds_and_its_instances_stay(self) -> None:
        first = update()
        record = library(first, received(first, 1), replace(first, state="complete", received=1)).get(first.key)
        assert record is not None
        assert (record.update.state, list(record.instances)) == ("complete", ["1.1"])

    def test_an_instance_that_comes_twice_is_kept_once_as_it_came_last(self) -> None:
        first = update()
        again = InstancesReceived(first.key, (Instance("1.1", instance_number=1, path="/again"),))
        record = library(first, received(first, 1, 2), again).get(first.key)
        assert record is not None
        assert [frame.instance.path for frame in record.stacks[0].frames] == ["/again", "/2"]


def test_the_stack_is_made_once_until_instances_come() -> None:
    first = update()
    made = library(first, received(first, 2))
    record = made.get(first.key)
    assert record is not None
    before = record.stacks
    made.apply(replace(first, received=1))
    assert record.stacks is before
    made.apply(received(first, 1))
    assert [frame.instance.instance_number for frame in record.stacks[0].frames] == [1, 2]


class TestTheTree:
    def test_has_patients_by_name_and_studies_newest_first(self) -> None:
        made = library(update(BEN), update(ADA, OLD), update(ADA, NEW))
        assert [node.patient for node in made.patients()] == [ADA, BEN]
        assert [node.study for node in made.patients()[0].studies] == [NEW, OLD]

    def test_has_series_by_number_then_date_and_documents_last(self) -> None:
        unsorted = [
            update(number=None),
            update(number=2, kind="document"),
            update(number=10),
            update(number=9, date="20240102"),
            update(number=9, date="20240101"),
            update(number=1, kind="presentation"),
        ]
        (patient,) = library(*unsorted).patients()
        found = [
            (r.update.series.series_number, r.update.kind, r.update.series.series_date)
            for r in patient.studies[0].series
        ]
        assert found == [
            (9, "image", "20240101"),
            (9, "image", "20240102"),
            (10, "image", ""),
            (None, "image", ""),
            (1, "presentation", ""),
            (2, "document", ""),
        ]

    def test_keeps_one_study_of_two_patients_apart(self) -> None:
        assert [len(node.studies) for node in library(update(ADA), update(BEN)).patients()] == [1, 1]


def test_what_a_library_holds_makes_another_that_is_equal() -> None:
    first, second = update(), update(BEN, NEW)
    made = library(first, second, received(first, *range(1203)), received(second, 1))
    messages = list(made.holds())
    assert max(len(m.instances) for m in messages if isinstance(m, InstancesReceived)) <= 500
    copy = library(*messages)
    assert copy.patients() == made.patients()
    assert list(copy.holds()) == messages
