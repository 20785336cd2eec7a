"""The form descriptor (form.toml, township.toml: data) and its model."""

from shuzhi.form.model import NOTE, TOLERANCE, Check, Condition, Field, Form, Sheet, load, plain, sheet, tag, version
from shuzhi.form.words import case_text

__all__ = ["NOTE", "TOLERANCE", "Check", "Condition", "Field", "Form", "Sheet", "case_text", "load", "plain", "sheet",
           "tag", "version"]
