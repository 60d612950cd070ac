"""Facts from a table: CSV, XLSX, XLS, XLSB or ODS, one row a fact.

Each column is read, declared ignored, or refused by name; all faults of all rows are told
at once, each with its row, column, value and reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from lifecycle.codes import plain_words
from lifecycle.events import KINDS, Fact, HardwareRead, ValidationError
from lifecycle.intake.draft import Context, Draft, Fault, Origin, Question, Reading, Skipped, shown
from lifecycle.intake.future import future_days
from lifecycle.intake.identity import TABLE, Slot, identity_of
from lifecycle.intake.source import Source
from lifecycle.intake.table.cells import BadCell, Cell, instant_of, text_of
from lifecycle.intake.table.headers import SUBJECT_COLUMNS, Column, Header, is_known, kind_words, read_header, title_of
from lifecycle.intake.table.reasons import reason_of
from lifecycle.intake.table.shape import CellReader, shapes_of
from lifecycle.intake.table.sheets import Sheet, Unreadable, is_text_table, is_workbook, sheets
from lifecycle.words import _


def recognises(source: Source) -> bool:
    """A workbook by its bytes, or a text whose first row names columns of facts."""
    return is_workbook(source) or is_text_table(source)


def read(source: Source, context: Context) -> Reading:
    """The facts of all sheets."""
    reading = Reading()
    workbook = is_workbook(source)
    told_of_facts = False
    try:
        for sheet in sheets(source):
            reader = _SheetReader(source, sheet, context, reading, of_workbook=workbook)
            reader.read()
            told_of_facts |= reader.tells_of_facts
    except Unreadable as trouble:
        reading.faults.append(Fault(source.name, trouble.row, "", "", str(trouble)))
    if source.named and not told_of_facts and not reading.faults:
        reading.faults.append(Fault(source.name, None, "", "", no_titles()))
    return reading


def no_titles() -> str:
    """Why a table that a person named is refused when nothing of it can be read."""
    return _(
        "the first line must name the columns (kind, device, occurred_on, …; in French: type de fait, équipement, "
        "date, …): remove what stands above it, or add it"
    )


@dataclass
class _Row:
    """A row on its way to a fact."""

    number: int
    kind: type[Fact]
    values: dict[str, object] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    """Field -> the title of its column."""
    quoted: dict[str, Cell] = field(default_factory=dict)
    bad: set[str] = field(default_factory=set)
    subjects: list[str] = field(default_factory=list)


@dataclass
class _SheetReader:
    source: Source
    sheet: Sheet
    context: Context
    reading: Reading
    of_workbook: bool
    occurrences: Counter[Slot] = field(default_factory=Counter)
    tells_of_facts: bool = True
    """False where its first row names no column of facts."""

    def read(self) -> None:
        rows = self.sheet.rows
        first = next(rows, None)
        if first is None:
            self.tells_of_facts = False
            self._skip(_("empty"))
            return
        _number, titles = first
        if self.of_workbook and not any(isinstance(title, str) and is_known(title) for title in titles):
            self.tells_of_facts = False
            self._skip(_("no column of its first row is one of facts"))
            return
        header = read_header(titles)
        for title, reason in header.faults:
            # no row: a column concerns the whole table, whatever else is kept
            self._fault(None, title, "", reason)
        if header.ignored:
            ignored = ", ".join(f"“{title}”" for title in header.ignored)
            reason = _("not read: {columns}; names and free text never enter the ledger").format(columns=ignored)
            self._skip(reason)
        if header.knows_kind:
            cells = CellReader(self.context.reference)
            empty = True
            for row_number, row in rows:
                empty = False
                self._read_row(row_number, row, header, cells)
            if empty:
                self._skip(_("no row below its titles"))
        for merged in self.sheet.merged:
            self._fault(None, "", merged, _("merged cells hold one value for several; unmerge them"))

    def _read_row(self, number: int, cells: Sequence[Cell], header: Header, reader: CellReader) -> None:
        filled = [(column, cell) for column in header.columns if (cell := _at(cells, column.place)) is not None]
        self._no_stray_cells(number, cells, header)
        if not filled:
            return
        kind = self._kind(number, filled)
        if kind is None:
            return
        row = _Row(number, kind)
        for column, cell in filled:
            name = _name_for(column, kind)
            if name == "kind":
                continue
            if name is None:
                reason = _("{kind} has no such field; leave the cell empty or correct the kind").format(
                    kind=_(kind.label)
                )
                self._fault(number, column.title, cell, reason)
                row.bad.add("")
                continue
            self._read_cell(row, name, column, cell, reader)
        self._subject(row)
        self._instant(row)
        self._finish(row)

    def _no_stray_cells(self, number: int, cells: Sequence[Cell], header: Header) -> None:
        for place in (*header.untitled, *range(header.width, len(cells))):
            if (stray := _at(cells, place)) is not None:
                self._fault(number, "", stray, _("this cell has no title above it; give it one or empty it"))

    def _kind(self, number: int, filled: Sequence[tuple[Column, Cell]]) -> type[Fact] | None:
        told = [(c, cell) for c, cell in filled if "kind" in c.names]
        if not told:
            self._fault(number, "kind", "", _("the kind of fact is missing"))
            return None
        (column, cell), *others = told
        try:
            word = plain_words(text_of(cell))
            if any(plain_words(text_of(other)) != word for _column, other in others):
                raise BadCell(
                    _("the column “{other}” says something else of the same thing").format(other=others[0][0].title)
                )
        except BadCell as fault:
            self._fault(number, column.title, cell, str(fault))
            return None
        found = sorted(kind_words().get(word, ()))
        if len(found) == 1:
            return KINDS[found[0]]
        reason = (
            _("may mean {kinds}; write one of them").format(kinds=", ".join(found))
            if found
            else _("unknown kind of fact; known: {kinds}").format(kinds=", ".join(sorted(KINDS)))
        )
        self._fault(number, column.title, cell, reason)
        return None

    def _read_cell(self, row: _Row, name: str, column: Column, cell: Cell, reader: CellReader) -> None:
        other = row.titles.get(name, "")
        row.titles[name], row.quoted[name] = column.title, cell
        shape = shapes_of(row.kind).get(name)
        try:
            if shape is None:  # the bare code of the subject
                sort = name if name in SUBJECT_COLUMNS else _only_sort(row.kind)
                row.subjects.append(f"{sort}:{text_of(cell).upper()}")
                return
            if shape.unit and column.factor is None:
                raise BadCell(_("the title says no unit: write it behind, as in “masse (kg)” or “masse (g)”"))
            # an exact time waits for the day of the row
            value = cell if shape.sort == "instant" else reader.value(shape, cell, column.factor or 1)
            if row.values.setdefault(name, value) != value:
                raise BadCell(_("the column “{other}” says something else of the same thing").format(other=other))
        except BadCell as fault:
            self._fault(row.number, column.title, cell, str(fault))
            row.bad.add(name)

    def _subject(self, row: _Row) -> None:
        told = [*row.subjects, *([str(row.values["subject"])] if "subject" in row.values else [])]
        if not told and row.kind.subjects == ("organisation",) and row.kind.group != "organisations":
            told = [f"organisation:{row.values.get('acting', self.context.acting)}"]
        row.titles.setdefault("subject", next((row.titles[name] for name in row.titles if name in SUBJECT_COLUMNS), ""))
        if len(set(told)) > 1:
            reason = _("the row names several subjects; a fact has one")
            self._fault(row.number, row.titles["subject"] or "subject", ", ".join(told), reason)
            row.bad.add("subject")
        elif told:
            row.values["subject"] = told[0]
            row.quoted.setdefault("subject", told[0])

    def _instant(self, row: _Row) -> None:
        if "occurred_at" not in row.values:
            return
        cell = row.quoted["occurred_at"]
        day = row.values.get("occurred_on")
        try:
            row.values["occurred_at"] = instant_of(cell, day if isinstance(day, date) else None)
        except BadCell as fault:
            self._fault(row.number, row.titles["occurred_at"], cell, str(fault))
            row.values.pop("occurred_at")
            row.bad.add("occurred_at")

    def _finish(self, row: _Row) -> None:
        stated = "event_id" in row.values or "event_id" in row.bad
        row.values.setdefault("acting", self.context.acting)
        if issubclass(row.kind, HardwareRead):
            row.values.setdefault("reader", TABLE)
        if not stated:
            row.values["event_id"] = self._identity(row)
        try:
            fact = row.kind.model_validate(row.values)
        except ValidationError as error:
            self._explain(row, error)
            return
        for name, day, why in future_days(fact, self.context.today):
            title = row.titles.get(name) or name
            text = _("row {row}, {column} “{day}”: {why}").format(row=row.number, column=title, day=day, why=why)
            self.reading.questions.append(Question("future_date", text, (fact.subject,), self.source.name))
        if not row.bad:
            self.reading.drafts.append(
                Draft(fact, Origin(self.source.name, self.sheet.name, row.number), stated_id=stated)
            )

    def _identity(self, row: _Row) -> str:
        """What the row is called where the ledger knows nothing of its key yet, whatever the name of its file."""
        said = (str(row.values.get("subject", "")), str(row.values.get("occurred_on", "")))
        slot = Slot(row.kind.kind, *said, self.sheet.name)
        self.occurrences[slot] += 1
        return identity_of(slot, self.occurrences[slot])

    def _explain(self, row: _Row, error: ValidationError) -> None:
        for detail in error.errors(include_url=False):
            name = str(detail["loc"][0]) if detail["loc"] else ""
            if name in row.bad:
                continue
            if name == "subject" and detail["type"] == "missing":
                sorts = " / ".join(map(title_of, row.kind.subjects))
                reason = _("needed: the code of the {sorts}").format(sorts=sorts)
                self._fault(row.number, title_of(row.kind.subjects[0]), "", reason)
                continue
            title = row.titles.get(name) or title_of(name)
            self._fault(row.number, title, row.quoted.get(name), reason_of(detail, row.kind))

    def _fault(self, number: int | None, column: str, value: object, reason: str) -> None:
        where = (
            _("sheet “{sheet}”: {reason}").format(sheet=self.sheet.name, reason=reason) if self.sheet.name else reason
        )
        self.reading.faults.append(Fault(self.source.name, number, shown(column), shown(value), where))

    def _skip(self, reason: str) -> None:
        where = (
            _("sheet “{sheet}”: {reason}").format(sheet=self.sheet.name, reason=reason) if self.sheet.name else reason
        )
        self.reading.skipped.append(Skipped(self.source.name, where))


def _at(cells: Sequence[Cell], place: int) -> Cell:
    """The cell at a place; None where it is empty or beyond the end of the row."""
    cell = cells[place] if place < len(cells) else None
    return None if isinstance(cell, str) and not cell.strip() else cell


def _name_for(column: Column, kind: type[Fact]) -> str | None:
    """What a column holds for this kind: a field of its own, else of the envelope, else the code of the subject."""
    shapes = shapes_of(kind)
    envelope = shapes_of(Fact)
    own = [name for name in column.names if name in shapes and name not in envelope]
    shared = [name for name in column.names if name in envelope or name == "kind"]
    subject = [name for name in column.names if name in kind.subjects or (name == "code" and _only_sort(kind))]
    return next(iter((*own, *shared, *subject)), None)


def _only_sort(kind: type[Fact]) -> str:
    return kind.subjects[0] if len(kind.subjects) == 1 else ""
