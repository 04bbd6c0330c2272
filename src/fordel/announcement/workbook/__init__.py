"""The result as a workbook: everything behind the figures, safe to open anywhere."""

from fordel.announcement.workbook.writing import write_workbook

__all__ = ["write_workbook"]
