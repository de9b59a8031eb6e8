"""What programs of structures read and write: JSON over HTTP, described by `/api/v1/openapi.json`."""
