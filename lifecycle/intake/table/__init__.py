"""What tables are made of: headers, cells, workbooks; ``formats/table.py`` reads facts with it."""
