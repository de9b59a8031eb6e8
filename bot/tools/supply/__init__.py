"""What the bot is made of: a bill of materials, licences, known vulnerabilities. Nothing here runs in service."""
