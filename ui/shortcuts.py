"""Every keyboard shortcut of the program, by where it works."""

from __future__ import annotations

from PySide6.QtWidgets import QMenuBar

from .widgets.shortcuts_dialog import Entry, entries_of

_ABOUT: list[Entry] = [
    ("The places on the rail", "Ctrl+1 to Ctrl+7"),
    ("The next tab of a page, the one before", "Ctrl+PgDown, Ctrl+PgUp"),
    ("Back from a conference to the list", "Alt+Left"),
    ("What has an underlined letter", "Alt and the letter"),
]
# What widgets answer to by themselves, beside the actions of the menus.
_IN_TABLES: list[Entry] = [
    ("Open the line", "Enter"),
    ("First line, last line", "Home, End"),
    ("Copy the chosen lines", "Ctrl+C"),
    ("Choose all", "Ctrl+A"),
    ("All that can be done with the line", "Menu key or Shift+F10"),
]
_IN_FORMS: list[Entry] = [
    ("Next field, previous field", "Tab, Shift+Tab"),
    ("Save", "Ctrl+Enter or Ctrl+S"),
    ("Leave", "Esc"),
    ("A day from today", "+10d, +15wd"),
    ("Open the calendar", "Alt+Down"),
]
_IN_AGENDAS: list[Entry] = [("Move an item up or down", "Alt+Up, Alt+Down"), ("Remove an item", "Del")]
_IN_REGISTERS: list[Entry] = [
    ("Present, and on to the next person", "Space or Enter"),
    ("Apologies", "A"),
    ("Left now", "L"),
    ("Details", "F2"),
]
_ON_CONFERENCES: list[Entry] = [("Log an action, on the Actions tab", "Ctrl+Shift+A")]
_IN_DIARY: list[Entry] = [
    ("Between conferences and free half hours", "Arrow keys"),
    ("The day, week or month before or after", "Page Up, Page Down"),
    ("Today", "Home"),
    ("Take a conference into the hand", "M or Ctrl+X"),
    ("Carry it by a quarter of an hour, by an hour", "Up and Down, with Shift"),
    ("Move it there, put it back", "Enter or Ctrl+V, Esc"),
    ("Print the days shown", "Ctrl+P"),
]
_AT_WORK = {
    "In the diary": _IN_DIARY,
    "In agendas": _IN_AGENDAS,
    "In a register": _IN_REGISTERS,
    "On a conference": _ON_CONFERENCES,
}


def shortcut_groups(menus: QMenuBar) -> dict[str, list[Entry]]:
    """The shortcuts of the menus, then those of tables, forms, agendas and registers."""
    groups = {}
    for top in menus.actions():
        menu = top.menu()
        if menu is not None:
            groups[top.text().replace("&", "")] = entries_of(menu.actions())  # type: ignore[attr-defined]
    groups["Go"] = [*_ABOUT, *groups.get("Go", [])]
    return {**groups, "In tables": _IN_TABLES, "In forms": _IN_FORMS, **_AT_WORK}
