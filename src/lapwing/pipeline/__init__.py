"""The stages put together: from pages to records, one document or many, in this process or several."""
