"""Asking for a file or a folder without ever opening what lies there.

A store's files must not be opened by anything but the database: on Linux and macOS closing any handle on them
drops the locks this process holds, and another program may then take the write-ahead log away under an open
window. Qt's own file dialog opens every file it lists to guess its icon, and so does GTK's. Here the icons
are guessed by nothing at all, and the dialog is Qt's own wherever the system's would run inside this process.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QFileInfo
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QFileIconProvider, QStyle, QWidget


class BlindIcons(QFileIconProvider):
    """A folder's icon or a file's, by the kind of entry alone; the content of nothing is looked at."""

    def icon(self, what: QFileIconProvider.IconType | QFileInfo, /) -> QIcon:
        folder = what.isDir() if isinstance(what, QFileInfo) else what is not QFileIconProvider.IconType.File
        picture = QStyle.StandardPixmap.SP_DirIcon if folder else QStyle.StandardPixmap.SP_FileIcon
        return QApplication.style().standardIcon(picture)

    def type(self, info: QFileInfo, /) -> str:
        return "Folder" if info.isDir() else "File"


def file_dialog(parent: QWidget | None, title: str, start: str = "", kinds: str = "") -> QFileDialog:
    """A dialog at a folder or suggested file that opens nothing it lists."""
    dialog = QFileDialog(parent, title, "", kinds)
    if sys.platform.startswith("linux"):
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
    icons = BlindIcons()
    dialog.setIconProvider(icons)
    dialog.setProperty("icons", icons)  # the dialog does not own it
    if start:
        info = QFileInfo(start)
        dialog.setDirectory(info.absoluteFilePath() if info.isDir() else info.absolutePath())
        if not info.isDir():
            dialog.selectFile(info.fileName())
    return dialog


def _chosen(dialog: QFileDialog) -> str:
    try:
        return dialog.selectedFiles()[0] if dialog.exec() == QDialog.DialogCode.Accepted else ""
    finally:
        dialog.deleteLater()


def ask_where_to_save(parent: QWidget | None, title: str, suggested: str, kinds: str, ending: str) -> str:
    """Where to save one file, with `ending` added where none was typed; "" when the dialog was left."""
    dialog = file_dialog(parent, title, suggested, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)
    return _chosen(dialog)


def ask_which_file(parent: QWidget | None, title: str, folder: str, kinds: str) -> str:
    """An existing file; "" when the dialog was left."""
    dialog = file_dialog(parent, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _chosen(dialog)


def ask_which_files(parent: QWidget | None, title: str, folder: str, kinds: str) -> list[str]:
    """Existing files, as many as wanted; none when the dialog was left."""
    dialog = file_dialog(parent, title, folder, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    try:
        return list(dialog.selectedFiles()) if dialog.exec() == QDialog.DialogCode.Accepted else []
    finally:
        dialog.deleteLater()


def ask_which_folder(parent: QWidget | None, title: str) -> str:
    """An existing folder; "" when the dialog was left."""
    dialog = file_dialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _chosen(dialog)
