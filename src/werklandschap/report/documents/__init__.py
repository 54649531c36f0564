"""The two documents that a voucher pays for, and the workbook behind them."""
