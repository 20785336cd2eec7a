"""Facts and a template become a Word report and its figures."""

from shuzhi.render.template import Report, Template, load, render

__all__ = ["Report", "Template", "load", "render"]
