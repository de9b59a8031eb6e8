"""ASGI middleware in front of every page: hosts, rate limits, body limits, security headers, time-outs."""
