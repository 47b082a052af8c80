"""Changes to a YAML text that leave every other byte as it was.

Only the lines of what changed are written again, at the marks of the nodes:
comments, quotes, order and layout of the rest are kept. (Writing back the
round-trip tree of ruamel.yaml would move the comments that stand before a
removed item, and lay the whole file out again.)
"""

from __future__ import annotations

import re
from typing import Any

from coje.contract.ordering import kept
from coje.contract.yaml.events import Mark, Node
from coje.contract.yaml.writing import Bare, Styled, block_text, inline_text


def edited(text: str, root: Node, old: dict[str, Any], new: dict[str, Any]) -> str:
    """The text of a file once its fields go from ``old`` to ``new``, at least one of which stays.

    Both are plain values as `yaml.writing.written` gives them. A field of the
    text that is in neither (a default value written out) stays.
    """
    editor = _Editor(text)
    editor.change_mapping(root, old, new)
    return editor.page.result()


class _Page:
    """A text by lines, and the stretches of it to replace."""

    def __init__(self, text: str) -> None:
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self.text = text if text.endswith("\n") else text + self._newline
        self.lines = self.text.splitlines(keepends=True)
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line))
        self._edits: list[tuple[int, int, str]] = []

    def result(self) -> str:
        """The text with every replacement made; at one place, in the order they were asked."""
        parts, done = [], 0
        for start, end, text in sorted(self._edits, key=lambda edit: edit[:2]):
            parts += [self.text[done:start], text.replace("\n", self._newline)]
            done = max(done, end)
        return "".join([*parts, self.text[done:]])

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text, with ``\\n`` as line end, in place of a stretch."""
        self._edits.append((start, end, text))

    def insert_line(self, line: int, text: str) -> None:
        """Put whole lines before a line."""
        self.replace(self._starts[line], self._starts[line], text)

    def remove_lines(self, first: int, last: int) -> None:
        """Take lines out, the last one included."""
        self.replace(self._starts[first], self._starts[last + 1], "")

    def offset(self, mark: Mark) -> int:
        """The rank in the text of a line and column."""
        return self._starts[mark[0]] + mark[1]

    def is_blank(self, line: int) -> bool:
        """Whether a line is there and holds nothing."""
        return 0 <= line < len(self.lines) and not self.lines[line].strip()

    def last_line(self, node: Node) -> int:
        """The last line that a node writes on."""
        if node.kind != "scalar" and not node.flow:
            return self.last_line(node.children[-1])
        if not node.is_block_scalar:
            return node.end[0]
        last = node.end[0] - (node.end[1] == 0)
        while self.is_blank(last):
            last -= 1
        return last

    def closing_line(self, node: Node, column: int) -> int:
        """The last line of a node of that column, with the comments under it that are set further in."""
        last = self.last_line(node)
        while last + 1 < len(self.lines) and re.match(rf" {{{column + 1},}}#", self.lines[last + 1]):
            last += 1
        return last

    def end(self, node: Node) -> int:
        """Where the text of a node ends, before any comment."""
        if node.kind != "scalar" and not node.flow:
            return self.end(node.children[-1])
        if not node.is_block_scalar:
            return self.offset(node.end)
        last = self.last_line(node)
        return self._starts[last] + len(self.lines[last].rstrip("\r\n"))

    def head(self, start: Mark, *, with_blanks: bool) -> int:
        """The first line of the comments that stand on an item, and of the blank lines above them."""
        line, column = start
        while line and self.lines[line - 1].startswith(f"{' ' * column}#"):
            line -= 1
        while with_blanks and self.is_blank(line - 1):
            line -= 1
        return line


class _Editor:
    """Finds which stretches of a text to replace, from the nodes and the values before and after."""

    def __init__(self, text: str) -> None:
        self.page = _Page(text)

    def change_mapping(self, node: Node, old: dict[str, Any], new: dict[str, Any]) -> None:
        for key, value in node.pairs:
            if key.text in new and (key.text not in old or old[key.text] != new[key.text]):
                self._change_value(key, value, old.get(key.text), new[key.text])
        self._remove_entries(node, {key for key in old if key not in new})
        self._add_entries(node, new)

    def _remove_entries(self, node: Node, gone: set[str]) -> None:
        pairs = node.pairs
        first = next(rank for rank, (key, _) in enumerate(pairs) if key.text not in gone)
        if first:
            self.page.replace(self.page.offset(pairs[0][0].start), self.page.offset(pairs[first][0].start), "")
        for key, value in pairs[first:]:
            if key.text in gone:
                last = self.page.closing_line(value, key.start[1])
                self.page.remove_lines(self.page.head(key.start, with_blanks=True), last)

    def _add_entries(self, node: Node, new: dict[str, Any]) -> None:
        values = {key.text: value for key, value in node.pairs}
        after = node.children[-1]
        for key, value in new.items():
            if key in values:
                after = values[key]
            else:
                column = node.start[1]
                text = _indented(block_text({key: value}), column)
                self.page.insert_line(self.page.closing_line(after, column) + 1, text)

    def _change_value(self, key: Node, node: Node, old: Any, new: Any) -> None:
        if _stays_mapping(node, new) and not node.flow:
            self.change_mapping(node, old or {}, new)
        elif node.kind == "sequence" and not node.flow and new:
            self._change_sequence(node, old, new)
        elif _stays_inline(node, new):
            self._change_inline(node, old, new, in_flow=False)
        else:
            self._rewrite_entry(key, node, new)

    def _rewrite_entry(self, key: Node, node: Node, new: Any) -> None:
        style = node.style if isinstance(new, str) and not isinstance(new, Bare) else ""
        block = _indented(block_text({key.text: Styled(new, style) if style else new}), key.start[1])
        colon = self.page.text.index(":", self.page.offset(key.end)) + 1
        first_line, _, more = block.partition("\n")
        self.page.replace(colon, self.page.end(node), first_line.partition(":")[2])
        if more:
            self.page.insert_line(self.page.last_line(node) + 1, more)

    def _change_inline(self, node: Node, old: Any, new: Any, *, in_flow: bool) -> None:
        if node.kind == "mapping" and isinstance(new, dict) and {key.text for key, _ in node.pairs} == set(new):
            for key, value in node.pairs:
                if old.get(key.text) != new[key.text]:
                    self._change_inline(value, old.get(key.text), new[key.text], in_flow=True)
            return
        start = self.page.offset(node.start)
        space = " " if self.page.text[start - 1] == ":" else ""
        text = inline_text(_in_style(new, node), in_flow=in_flow)
        self.page.replace(start, self.page.offset(node.end), space + text)

    def _change_sequence(self, node: Node, old: list[Any], new: list[Any]) -> None:
        stays = {
            rank: before
            for rank, before in kept([*map(identity, old)], [*map(identity, new)]).items()
            if old[before] == new[rank] or _stays_mapping(node.children[before], new[rank])
        }
        for rank, before in stays.items():
            if old[before] != new[rank]:
                self._change_item(node.children[before], old[before], new[rank])
        for before in set(range(len(old))) - set(stays.values()):
            item = node.children[before]
            dash = self._dash(node, item)
            self.page.remove_lines(self.page.head(dash, with_blanks=True), self.page.closing_line(item, dash[1]))
        self._insert_items(node, new, stays)

    def _change_item(self, item: Node, old: dict[str, Any], new: dict[str, Any]) -> None:
        if item.flow:
            self._change_inline(item, old, new, in_flow=False)
        else:
            self.change_mapping(item, old, new)

    def _insert_items(self, node: Node, new: list[Any], stays: dict[int, int]) -> None:
        column = node.start[1]
        heads = [self.page.head(self._dash(node, item), with_blanks=False) for item in node.children]
        blank = "\n" if len(heads) > 1 and self.page.is_blank(heads[1] - 1) else ""
        line = heads[0]
        for rank, item in enumerate(new):
            if rank in stays:
                line = self.page.closing_line(node.children[stays[rank]], column) + 1
            else:
                text = _indented(_item_text(item), column)
                self.page.insert_line(line, text + blank if line == heads[0] else blank + text)

    def _dash(self, sequence: Node, item: Node) -> Mark:
        line, column = item.start[0], sequence.start[1]
        while self.page.lines[line][column : column + 1] != "-":
            line -= 1
        return line, column


def _stays_mapping(node: Node, new: Any) -> bool:
    return node.kind == "mapping" and isinstance(new, dict) and any(key.text in new for key, _ in node.pairs)


def _stays_inline(node: Node, new: Any) -> bool:
    """Whether a value can be written where the old one was: brackets stay brackets, a word stays a word."""
    if isinstance(new, list | dict) and new:
        return node.flow and bool(node.children)
    return node.flow or (node.kind == "scalar" and not node.is_block_scalar)


def _in_style(new: Any, node: Node) -> Any:
    """A text in the quotes of the one it replaces."""
    if isinstance(new, str) and not isinstance(new, Bare) and node.style in {"'", '"'}:
        return Styled(new, '"' if "\n" in new else node.style)
    return new


def identity(item: Any) -> str:
    """What tells an item of a list from its neighbours: its id, its term, or all of it."""
    if isinstance(item, dict):
        return str(item.get("id") or item.get("term") or item)
    return str(item)


def _item_text(item: Any) -> str:
    text = block_text(item) if isinstance(item, dict) else f"{inline_text(item)}\n"
    return "- " + _indented(text, 2).lstrip()


def _indented(text: str, column: int) -> str:
    return "".join(f"{' ' * column}{line}" if line.strip() else line for line in text.splitlines(keepends=True))
