# One image for all servers; compose.yaml gives each its command.
# Exact versions; whoever has a registry at hand pins the digest too: docs/exploiter/docker.md.
FROM python:3.13.9-slim-trixie

# Beside make what sets type for PDFs (bot/exporting/dossier_pdf.py), and what `bot backup` and `bot restore` call.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends make postgresql-client \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV BOT_STATE=/state PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 \
    RASA_TELEMETRY_ENABLED=false SQLALCHEMY_SILENCE_UBER_WARNING=1 OMP_NUM_THREADS=1

# What is installed changes less often than what is said: it comes first, so that it is kept between builds. No tool for
# tests is in it: those are in requirements-dev.lock.
COPY Makefile pyproject.toml requirements.lock README.md ./
COPY bot/__init__.py bot/__init__.py
RUN make install

COPY . .
RUN bot train && python -m compileall -q bot && rm -rf .rasa \
    && useradd --create-home bot && chown -R bot /state models
USER bot
VOLUME /state
