"""Key images, and series that play."""

from __future__ import annotations

from typing import Final

from launcher.errors import WetreadError
from viewer.actions.row import Action, Window, selected_sight
from viewer.model.key_images import KeyImage
from viewer.state import navigation
from viewer.state.store import Store
from viewer.words import tr


def toggle_key(window: Window) -> None:
    """Mark the image, or take the mark away."""
    sight = selected_sight(window)
    if sight.frame is not None:
        window.store.marks.toggle_key(KeyImage(sight.viewport.series_key, *sight.frame.key))


def step_key(window: Window, steps: int) -> None:
    """Show the next or the previous key image; after the last comes the first."""
    images = navigation.key_images(window.store)
    if not images:
        raise WetreadError(tr("There are no key images"), "", tr("Mark one with the key K."))
    now = _selected(window.store)
    index = images.index(now) + steps if now in images else min(steps, 0)
    navigation.show_image(window.store, images[index % len(images)])


def _selected(store: Store) -> KeyImage | None:
    group = store.desk.group
    frame = store.sight(group.selected).frame if group is not None else None
    return KeyImage(group.view.series_key, *frame.key) if group is not None and frame is not None else None


def _is_key(store: Store) -> bool:
    return bool(store.marks.key_images) and _selected(store) in store.marks.key_images


def play(window: Window) -> None:
    """Play the series of the selected view, or stop."""
    window.store.player.toggle()


ROWS: Final = (
    Action("play", "Play or stop", play, icon="play", shortcuts=("C",), menu="Go", toolbar=5, line=True,
           checked=lambda store: store.player.is_playing),
    Action("faster", "Play faster", lambda window: window.store.player.faster(1.25), shortcuts=(".",), menu="Go",
           enabled=lambda window: window.store.player.is_playing),
    Action("slower", "Play slower", lambda window: window.store.player.faster(0.8), shortcuts=(",",), menu="Go",
           enabled=lambda window: window.store.player.is_playing),
    Action("sweep", "Play back and forth", lambda window: window.store.player.sweep(), menu="Go",
           checked=lambda store: store.player.sweeps, enabled=lambda window: window.store.player.is_playing),
    Action("key-image", "Key image", toggle_key, icon="key-image", shortcuts=("K",), menu="Go", toolbar=5, line=True,
           checked=_is_key),
    Action("next-key-image", "Next key image", step_key, options={"steps": 1}, shortcuts=("Ctrl+K",), menu="Go"),
    Action("previous-key-image", "Previous key image", step_key, options={"steps": -1}, shortcuts=("Ctrl+Shift+K",),
           menu="Go"),
    Action("key-images", "List of key images …", lambda window: window.show_key_images(), shortcuts=("Shift+K",),
           menu="Go"),
)  # fmt: skip
