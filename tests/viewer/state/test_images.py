"""Real files become images, thumbnails and words, or a sentence that says why not."""

from __future__ import annotations

from typing import Any

import pytest
from PyQt5.QtGui import qGray, qRed

from launcher.protocol.events import ImageReceived, ImagesClosed, InstancesReceived
from launcher.protocol.wishes import Decoded, ImageShown, PictureShown
from tests.files import bundled
from tests.viewer.conftest import announcement, slices, tell
from tests.viewer.state.telling import job
from viewer.model.geometry import ViewSize
from viewer.state.description import described


class TestRealImages:
    def test_the_state_of_a_view_is_told_in_dicoms_words(self, store: Any, until: Any) -> None:
        tell(store, job(1), *announcement(bundled("CT_small.dcm")))
        store.resize_view(0, ViewSize(256, 256))
        until(lambda: store.sight(0).image is not None)
        view = described(store, "offscreen")["views"][0]
        assert view["SOPInstanceUID"] == "1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322"
        assert (view["frame"], view["position"], view["count"], view["zoom"]) == (1, 1, 1, 2.0)
        assert view["size"] == [256, 256]
        assert view["window"] > 1

    def test_the_first_image_of_a_series_is_reported_once(self, store: Any, said: list[Any], until: Any) -> None:
        tell(store, job(1), *announcement(bundled("CT_small.dcm")))
        until(lambda: store.sight(0).image is not None)
        store.painted(store.sight(0))
        store.painted(store.sight(0))
        assert len([message for message in said if isinstance(message, ImageShown)]) == 1

    def test_the_images_around_the_first_are_decoded_once_that_is_on_screen(
        self, store: Any, said: list[Any], until: Any
    ) -> None:
        def decoded() -> set[str]:
            return {message.path for message in said if isinstance(message, Decoded)}

        tell(store, job(1), *slices(6))
        of_thumbnail = "/nowhere/A/1/4"
        until(lambda: of_thumbnail in decoded())  # wanted last
        assert decoded() == {"/nowhere/A/1/1", of_thumbnail}
        until(lambda: store.sight(0).error)
        store.painted(store.sight(0))
        until(lambda: len(decoded()) == 6)

    def test_those_around_the_first_of_a_series_that_still_comes_are_left_until_its_end_or_until_somebody_scrolls(
        self, store: Any, until: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        prepared: list[int] = []
        prepare = store.supply.prepare
        monkeypatch.setattr(
            store.supply, "prepare", lambda frames: prepare(kept := list(frames)) or prepared.append(len(kept))
        )
        tell(store, job(1), *slices(6, state="loading", expected=9))
        until(lambda: store.sight(0).error)
        store.painted(store.sight(0))
        assert max(prepared) == 1

        store.change(lambda now, _: now.scrolled(1))
        assert prepared[-1] == 6

    def test_a_thumbnail_is_chosen_when_the_lists_catch_up_not_at_each_batch(self, store: Any) -> None:
        messages = slices(6)
        (key,) = {message.key for message in messages if isinstance(message, InstancesReceived)}
        for message in messages:
            store.apply(message)
        assert not store.supply.wants_thumbnail(key)
        store.be_current()
        assert store.supply.wants_thumbnail(key)

    def test_a_file_that_cannot_be_decoded_is_a_sentence_in_its_view(self, store: Any, until: Any) -> None:
        tell(store, job(1), *announcement(bundled("rtplan.dcm"), SOPClassUID="1.2.840.10008.5.1.4.1.1.2", Rows="9"))
        until(lambda: store.sight(0).error)
        assert store.sight(0).image is None
        assert "pixel" in store.sight(0).error.lower()

    def test_thumbnails_are_made_of_the_middle_image(self, store: Any, until: Any) -> None:
        update, received = announcement(bundled("examples_ybr_color.dcm"))
        tell(store, job(1), update, received)
        until(lambda: store.supply.thumbnail(update.key) is not None)
        assert max(store.supply.thumbnail(update.key).width(), store.supply.thumbnail(update.key).height()) <= 128

    def test_a_report_among_the_images_of_a_series_is_not_decoded_as_one(
        self, store: Any, said: list[Any], until: Any
    ) -> None:
        update, received = announcement(bundled("CT_small.dcm"), bundled("test-SR.dcm"), Modality="CT")
        tell(store, job(1), update, received)
        key = update.key
        until(lambda: store.supply.thumbnail(key) is not None)
        assert not store.supply.wants_thumbnail(f"{key}\\#1")
        assert [message for message in said if isinstance(message, Decoded) and message.error] == []

    def test_a_thumbnail_of_a_small_image_keeps_its_pixels(self, store: Any, until: Any) -> None:
        """128 × 128 pixels are not scaled, so that nothing else copies them."""
        update, received = announcement(bundled("CT_small.dcm"))
        tell(store, job(1), update, received)
        until(lambda: store.supply.thumbnail(update.key) is not None)
        image = store.supply.thumbnail(update.key)
        before = image.copy()
        rubbish = [bytes([17]) * 65536 for _ in range(50)]
        assert image == before
        assert all(qGray(image.pixel(x, x)) == qRed(image.pixel(x, x)) for x in range(128))
        assert rubbish

    def test_the_window_that_a_file_does_not_name_stays_while_scrolling(self, store: Any, until: Any) -> None:
        tell(store, job(1), *announcement(bundled("CT_small.dcm")))
        until(lambda: store.sight(0).image is not None)
        assert store.sight(0).window == store.sight(0, ViewSize(10, 10)).window

    def test_a_picture_is_shown_and_closed(self, store: Any, said: list[Any], until: Any, tmp_path: Any) -> None:
        from PyQt5.QtGui import QImage

        path = str(tmp_path / "picture.png")
        QImage(40, 30, QImage.Format.Format_RGB32).save(path)
        tell(store, ImageReceived(1, path, "picture"))
        until(lambda: store.sight(0).image is not None)
        store.painted(store.sight(0))
        assert said[-1] == PictureShown(path)
        assert described(store, "")["images"] == [{"path": path, "state": "shown"}]
        tell(store, ImagesClosed())
        assert store.desk.group is None

    def test_of_many_pictures_at_once_each_is_read_and_told(
        self, store: Any, said: list[Any], until: Any, tmp_path: Any
    ) -> None:
        paths = [tmp_path / f"{number}.png" for number in range(40)]
        for path in paths:
            path.write_text("not a picture")
        tell(store, *(ImageReceived(number, str(path), path.name) for number, path in enumerate(paths)))
        store.catch_up()
        until(lambda: {str(path) for path in paths} <= {m.path for m in said if isinstance(m, PictureShown)})

    def test_a_picture_that_is_none_is_told(self, store: Any, said: list[Any], until: Any, tmp_path: Any) -> None:
        path = tmp_path / "picture.png"
        path.write_text("not a picture")
        tell(store, ImageReceived(1, str(path), "picture"))
        until(lambda: store.sight(0).error)
        assert [message.error != "" for message in said if isinstance(message, PictureShown)] == [True]
        tell(store, ImageReceived(2, str(path), "picture"))
        assert [message.error != "" for message in said if isinstance(message, PictureShown)] == [True, True]
