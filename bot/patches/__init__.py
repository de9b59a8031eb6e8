"""Changes to other libraries; each has a test that fails once the library no longer needs it."""
