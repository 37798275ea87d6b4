"""budget.xlsx: one sheet, or one kind of sheet, a module; `budget` puts them together."""
