"""Which columns the text rules read."""

from shuzhi import form
from shuzhi.validate.text.lists import kinds
from shuzhi.validate.text.rulebook import RULES


def typed():
    return {
        (sheet.name, field.name) for sheet in form.load().sheets for field in sheet.fields
        if field.type == "string" and not field.enum and not field.format
    }


def test_every_column_of_typed_text_has_a_kind():
    """A new text column of the form cannot be forgotten: it stands in one list of words.toml, and only there."""
    assert set(kinds()) == typed()


def test_every_kind_that_a_rule_reads_exists():
    """A misspelt kind would read nothing."""
    assert set().union(*(rule.kinds for rule in RULES)) == set(kinds().values())
