"""What every request to the pages passes first: headers, hosts, rates, bodies; and connections that keep nobody waiting."""
