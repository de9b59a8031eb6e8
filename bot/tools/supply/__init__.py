"""Supply chain: bill of materials, licences, known vulnerabilities."""
