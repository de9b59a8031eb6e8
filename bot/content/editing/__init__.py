"""The content documents that editors change on the recruiters' pages: fields, validation, preview, export to YAML."""
