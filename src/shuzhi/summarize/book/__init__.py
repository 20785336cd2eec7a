"""汇总表.xlsx: a module a sheet."""
