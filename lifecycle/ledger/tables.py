"""The tables of a ledger. ``fact.form`` is the truth; every other column and table derives from it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, SmallInteger, Table, Text

VERSION = 1
"""Version of this layout and of the recorded form; a program refuses a ledger with a higher one."""

metadata = MetaData()

# SQLite only gives its fast row number to a column typed exactly INTEGER.
_POSITION = BigInteger().with_variant(Integer(), "sqlite")
# Keys of life must sort byte by byte, whatever the server's language.
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def _text(name: str) -> Column[str]:
    return Column(name, _TEXT, nullable=False)


def _number(name: str) -> Column[int]:
    return Column(name, _POSITION, nullable=False)


meta = Table(
    "meta",
    metadata,
    Column("name", _TEXT, primary_key=True),
    _text("value"),
)

fact = Table(
    "fact",
    metadata,
    Column("n", _POSITION, primary_key=True, autoincrement=False),
    Column("event_id", _TEXT, nullable=False, unique=True),
    _text("kind"),
    _text("subject"),
    _text("acting"),
    _text("occurred_on"),
    _text("recorded_at"),
    _text("recorded_for"),
    _text("life_key"),
    _text("form"),
    _text("hash"),
)

touch = Table(
    "touch",
    metadata,
    Column("subject", _TEXT, primary_key=True),
    Column("n", _POSITION, primary_key=True),
    sqlite_with_rowid=False,
)

voided = Table(
    "voided",
    metadata,
    Column("fact", _POSITION, primary_key=True),
    Column("by", _POSITION, primary_key=True),
    Index("voided_by", "by"),
    sqlite_with_rowid=False,
)

label = Table(
    "label",
    metadata,
    Column("code", _TEXT, primary_key=True),
    _text("kept"),
    Index("label_kept", "kept"),
)

state = Table(
    "state",
    metadata,
    Column("subject", _TEXT, primary_key=True),
    Column("key", _TEXT, primary_key=True),
    _text("state"),
    _text("custody"),
    _text("organisation"),
    _text("category"),
    _text("identity"),
)
# Most things have no identity of their own: only those that do are indexed.
Index(
    "state_identity",
    state.c.identity,
    sqlite_where=state.c.identity != "",
    postgresql_where=state.c.identity != "",
)
HELD = Index("state_held", state.c.organisation, state.c.custody)
"""What an organisation holds, without walking through all that it ever held."""

leg = Table(
    "leg",
    metadata,
    _number("n"),
    _number("fact"),
    _text("day"),
    _text("kind"),
    _text("item"),
    _text("category"),
    _text("origin"),
    _text("home_device"),
    _text("home_place"),
    _text("account"),
    _text("organisation"),
    _text("place"),
    _text("legal"),
    _text("line"),
    _text("lot"),
    _text("proof"),
    _text("source"),
    Column("first", SmallInteger, nullable=False),
    _number("grams"),
    _number("units"),
    Index("leg_n", "n"),
    Index("leg_fact", "fact"),
)

breach = Table(
    "breach",
    metadata,
    _number("n"),
    _number("fact"),
    _text("day"),
    _text("subject"),
    _text("organisation"),
    _text("rule"),
    Column("change", SmallInteger, nullable=False),
    Index("breach_n", "n"),
    Index("breach_fact", "fact"),
)
