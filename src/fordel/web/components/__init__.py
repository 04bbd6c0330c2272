"""How pages look: base templates, fields, tables, charts; nothing about budgets."""
