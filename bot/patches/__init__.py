"""Everything that is changed in other people's libraries; each has a test that fails once the library does it itself."""
