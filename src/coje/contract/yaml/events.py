"""YAML text to nodes with exact marks, from the events of the C parser.

Events are read one by one, so that a hostile file nested thousands of levels
deep is refused instead of exhausting the stack, and a tag or an anchor is seen
as it is written. Anchors, aliases, tags and a second document are refused: a
contract is read as it looks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
)
from ruamel.yaml.reader import ReaderError

MAX_DEPTH = 60

Mark: TypeAlias = tuple[int, int]
"""Line and column, both from 0."""

Refusal: TypeAlias = Callable[[Mark, str], None]

_EXPLANATIONS = (
    ("mapping values are not allowed", "un « : » de trop : mettre entre guillemets le texte qui en contient un"),
    ("cannot start any token", "ce caractère ne peut pas commencer une valeur : mettre le texte entre guillemets"),
    ("could not find expected ':'", "il manque « : » après la clé"),
    ("did not find expected key", "une clé est attendue ici : vérifier le retrait des lignes"),
    ("did not find expected '-'", "un tiret de liste est attendu ici : vérifier le retrait des lignes"),
    ("did not find expected ',' or ']'", "il manque une virgule ou « ] »"),
    ("did not find expected ',' or '}'", "il manque une virgule ou « } »"),
    ("did not find expected node content", "il manque une valeur"),
    ("unexpected end of stream", "le fichier finit avant la fermeture des guillemets"),
    ("unknown escape character", "« \\ » suivi d'une lettre inconnue dans un texte entre guillemets doubles"),
    ("incompatible YAML document", "version de YAML non admise : effacer la ligne « %YAML »"),
    ("expected <document start>", "ce texte n'a pas sa place ici : vérifier le retrait des lignes"),
    ("tab character", "une tabulation ne peut pas servir de retrait : mettre des espaces"),
    ("block sequence entries are not allowed", "un tiret de liste n'a pas sa place ici : le mettre à la ligne"),
    ("block collections are not allowed", "une clé ou une liste n'a pas sa place ici : la mettre à la ligne"),
)


@dataclass(slots=True)
class Node:
    """A value as written; the children of a mapping are its keys and values in turn."""

    kind: Literal["scalar", "sequence", "mapping"]
    start: Mark
    end: Mark
    text: str = ""
    style: str = ""
    flow: bool = False
    children: list[Node] = field(default_factory=list)

    @property
    def is_block_scalar(self) -> bool:
        """Whether it is a text on lines of its own, after ``|`` or ``>``."""
        return self.style in {"|", ">"}

    @property
    def pairs(self) -> list[tuple[Node, Node]]:
        """Keys with their values, in order."""
        return list(zip(self.children[::2], self.children[1::2], strict=True))


def compose(text: str, refuse: Refusal) -> Node | None:
    """The root node of a text, ``None`` when empty or unreadable; ``refuse`` is told what is wrong, and where."""
    composer = _Composer(refuse)
    try:
        for event in YAML(typ="safe", pure=False).parse(text):
            composer.take(event)
    except (_UnreadableError, YAMLError) as error:
        refuse(*_reason(error, text))
        return None
    return composer.root


class _UnreadableError(Exception):
    """The text cannot be read further; holds the mark and the reason."""


def _reason(error: Exception, text: str) -> tuple[Mark, str]:
    if isinstance(error, MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        return (mark.line, mark.column) if mark else (0, 0), f"YAML illisible ici : {_explanation(error)}"
    if isinstance(error, ReaderError):
        line = text.encode()[: error.position].count(b"\n")
        return (line, 0), "caractère de contrôle interdit sur cette ligne : l'effacer"
    mark, message = error.args
    return mark, message


def _explanation(error: MarkedYAMLError) -> str:
    words = f"{error.problem or error.context}"
    return next((french for english, french in _EXPLANATIONS if english in words), words)


class _Composer:
    """Puts events together into one tree."""

    def __init__(self, refuse: Refusal) -> None:
        self.root: Node | None = None
        self._refuse = refuse
        self._open: list[Node] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        start = event.start_mark.line, event.start_mark.column
        end = event.end_mark.line, event.end_mark.column
        if isinstance(event, ScalarEvent):
            self._check(event, start)
            self._place(Node("scalar", start, end, event.value, event.style))
        elif isinstance(event, CollectionStartEvent):
            self._check(event, start)
            kind: Literal["mapping", "sequence"] = "mapping" if isinstance(event, MappingStartEvent) else "sequence"
            self._enter(Node(kind, start, end, flow=bool(event.flow_style)))
        elif isinstance(event, CollectionEndEvent):
            self._open.pop().end = end
        elif isinstance(event, AliasEvent):
            self._refuse(start, f"l'alias YAML « *{event.anchor} » n'est pas admis : recopier la valeur")
            self._place(Node("scalar", start, end))
        elif isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _UnreadableError(start, "un seul document par fichier : ôter la ligne « --- »")

    def _enter(self, node: Node) -> None:
        self._place(node)
        self._open.append(node)
        if len(self._open) > MAX_DEPTH:
            raise _UnreadableError(node.start, f"plus de {MAX_DEPTH} niveaux imbriqués")

    def _place(self, node: Node) -> None:
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node

    def _check(self, event: Any, start: Mark) -> None:
        if event.anchor is not None:
            self._refuse(start, f"l'ancre YAML « &{event.anchor} » n'est pas admise : l'effacer")
        if event.tag is not None:
            self._refuse(start, f"l'étiquette YAML « {event.tag} » n'est pas admise : l'effacer")
