"""The words of the field as frozen data: no files, no solver."""
