"""Tables that people bring: CSV, XLSX or rows, read into checked rows; and text that is safe to write out."""
