"""The budget year as tables."""

from __future__ import annotations

from fordel.web.budgets.models.allocation_model import AllocationModel, ModelVersion
from fordel.web.budgets.models.budget_year import BudgetYear
from fordel.web.budgets.models.comment import Comment
from fordel.web.budgets.models.counted_data import CountedData
from fordel.web.budgets.models.data_import import DataImport, UploadedFile
from fordel.web.budgets.models.job import Job
from fordel.web.budgets.models.ledger_entry import LedgerEntry
from fordel.web.budgets.models.letter import Letter, LetterDocument
from fordel.web.budgets.models.letter_words import LetterWords
from fordel.web.budgets.models.notice import Notice
from fordel.web.budgets.models.proposal import Decision, Proposal
from fordel.web.budgets.models.protection import Protection
from fordel.web.budgets.models.publication import Publication
from fordel.web.budgets.models.reading import Reading, Understanding
from fordel.web.budgets.models.scenario import Scenario
from fordel.web.budgets.models.sealed_run import SealedRun
from fordel.web.budgets.models.year_change import ChangeStep, YearChange

__all__ = [
    "AllocationModel",
    "BudgetYear",
    "ChangeStep",
    "Comment",
    "CountedData",
    "DataImport",
    "Decision",
    "Job",
    "LedgerEntry",
    "Letter",
    "LetterDocument",
    "LetterWords",
    "ModelVersion",
    "Notice",
    "Proposal",
    "Protection",
    "Publication",
    "Reading",
    "Scenario",
    "SealedRun",
    "Understanding",
    "UploadedFile",
    "YearChange",
]
