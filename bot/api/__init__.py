"""The JSON API for structures' own programs, described by `/api/v1/openapi.json`."""
