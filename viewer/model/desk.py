"""What lies open: a group of views for each patient, as values; what a click, a link or a gesture does to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from typing import Final, Literal

from launcher.frozen import frozen
from viewer.model.layout import LAYOUTS, Layout
from viewer.model.viewport import Viewport

Sync = Literal["None", "Stack", "Tile"]
"""How the views of a layout go together: not at all; with the same gestures; as consecutive images of one series."""

SPREAD: Final = ("zoom", "pan", "window", "window_range", "offered", "inverted", "colours")
"""What follows in the other views as it is; the position follows by geometry."""


@frozen
class Group:
    """One patient's views.

    ``key`` is the patient's; ``hidden`` remembers the layout that one enlarged view hides, and ``untiled`` the views as
    they were before they became consecutive images.
    """

    key: str
    title: str
    layout: Layout = LAYOUTS["1x1"]
    views: tuple[Viewport, ...] = (Viewport(),)
    selected: int = 0
    hidden: Group | None = field(default=None, repr=False)
    untiled: tuple[Viewport, ...] = field(default=(), repr=False)

    @property
    def view(self) -> Viewport:
        """The selected view."""
        return self.views[self.selected]

    def selecting(self, index: int) -> Group:
        """With another view selected; numbers go round."""
        return replace(self, selected=index % len(self.views))

    def arranged(self, layout: Layout) -> Group:
        """In another layout. Views keep their order, and the selected one stays in sight."""
        count = len(layout.cells)
        views = list((*self.views, *[Viewport()] * count)[:count])
        if self.selected >= count:
            views[-1] = self.view
        return replace(self, layout=layout, views=tuple(views), selected=min(self.selected, count - 1), hidden=None)

    def enlarged(self) -> Group:
        """With the selected view alone, or back again."""
        if self.hidden is not None:
            return self.hidden.with_view(self.hidden.selected, self.view)
        return self if len(self.views) == 1 else replace(self.arranged(LAYOUTS["1x1"]), hidden=self)

    def with_view(self, index: int, viewport: Viewport) -> Group:
        """With one view changed."""
        return replace(self, views=(*self.views[:index], viewport, *self.views[index + 1 :]))

    def opened(self, viewport: Viewport) -> Group:
        """Show a stack: where it is already, else in the first empty view, else in the selected one."""
        keys = [view.stack_key for view in self.views]
        if viewport.stack_key in keys:
            return self.selecting(keys.index(viewport.stack_key))
        empty = [index for index, view in enumerate(self.views) if not view.series_key]
        index = empty[0] if empty else self.selected
        return self.with_view(index, viewport).selecting(index)

    def without(self, keys: set[str]) -> Group:
        """With these series gone; their views are empty."""
        return _mapped(self, lambda view: Viewport() if view.series_key in keys else view)

    def changed(self, viewport: Viewport, sync: Sync, follow: Callable[[Viewport, Viewport], int]) -> Group:
        """With the selected view changed, and the others after it as ``sync`` says.

        ``follow(other, viewport)`` is the position that another view takes when the selected one scrolls.
        """
        group = self.with_view(self.selected, viewport)
        if sync == "Tile":
            return group.tiled()
        if sync == "Stack":
            for index, other in enumerate(self.views):
                if index != self.selected and other.series_key:
                    group = group.with_view(index, _following(self.view, viewport, other, follow))
        return group

    def tiled(self) -> Group:
        """With the images before and after the selected one in the other views."""
        if not self.view.series_key:
            return self
        first = self.view.position - self.selected
        tiles = tuple(_tile(self.view, first + index) for index in range(len(self.views)))
        return replace(self, views=tiles, untiled=self.untiled or self.views)

    def untile(self) -> Group:
        """With the series back that the views had before they were tiled.

        The one that was tiled stays at the image selected last, in its own view; if it has none, in the selected one.
        """
        hidden = self.hidden.untile() if self.hidden is not None else None
        if not self.untiled:
            return replace(self, hidden=hidden)
        count = len(self.views)
        views = (*self.untiled, *[Viewport()] * count)[:count]
        keys = [view.stack_key for view in views]
        index = keys.index(self.view.stack_key) if self.view.stack_key in keys else self.selected
        view = self.view if self.view.series_key else views[index]
        return replace(self, views=views, selected=index, hidden=hidden, untiled=()).with_view(index, view)


def _tile(viewport: Viewport, position: int) -> Viewport:
    return viewport.scrolled_to(position) if 0 <= position < viewport.count else Viewport()


def _following(
    before: Viewport, after: Viewport, other: Viewport, follow: Callable[[Viewport, Viewport], int]
) -> Viewport:
    changes = {n: getattr(after, n) for n in SPREAD if getattr(before, n) != getattr(after, n)}
    followed: Viewport = replace(other, **changes)
    return followed.scrolled_to(follow(other, after)) if before.position != after.position else followed


@frozen
class Desk:
    """All groups, in the order of their tabs."""

    groups: tuple[Group, ...] = ()
    current: int = 0

    @property
    def group(self) -> Group | None:
        """The group in front."""
        return self.groups[self.current] if self.groups else None

    def index_of(self, key: str) -> int | None:
        """The place of a patient's group."""
        return next((index for index, group in enumerate(self.groups) if group.key == key), None)

    def turned_to(self, index: int) -> Desk:
        """With another group in front; numbers go round."""
        return replace(self, current=index % len(self.groups)) if self.groups else self

    def with_group(self, group: Group) -> Desk:
        """With a group changed, or added behind the others."""
        index = self.index_of(group.key)
        if index is None:
            return replace(self, groups=(*self.groups, group))
        return replace(self, groups=(*self.groups[:index], group, *self.groups[index + 1 :]))

    def opened(self, group: Group, viewport: Viewport) -> Desk:
        """Show a series in the group of its patient, in front; ``group`` is taken if there is none yet."""
        index = self.index_of(group.key)
        found = group if index is None else self.groups[index]
        desk = self.with_group(found.opened(viewport))
        return desk.turned_to(desk.index_of(group.key) or 0)

    def without(self, keys: set[str], emptied: set[str] = frozenset()) -> Desk:  # type: ignore[assignment]
        """With these series gone, and the groups ``emptied``; the group in front stays there if it stays at all."""
        front = self.group
        groups = tuple(group.without(keys) for group in self.groups if group.key not in emptied)
        desk = Desk(groups, min(self.current, max(len(groups) - 1, 0)))
        place = desk.index_of(front.key) if front is not None else None
        return desk if place is None else replace(desk, current=place)

    def untile(self) -> Desk:
        """With all views on their own again."""
        return replace(self, groups=tuple(group.untile() for group in self.groups))

    def mapped(self, change: Callable[[Viewport], Viewport]) -> Desk:
        """With every view changed, in sight or not."""
        return replace(self, groups=tuple(_mapped(group, change) for group in self.groups))


def _mapped(group: Group, change: Callable[[Viewport], Viewport]) -> Group:
    hidden = _mapped(group.hidden, change) if group.hidden is not None else None
    views, untiled = (tuple(change(view) for view in views) for views in (group.views, group.untiled))
    return replace(group, views=views, hidden=hidden, untiled=untiled)
