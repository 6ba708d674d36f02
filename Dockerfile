# The base image by the digest of its index of platforms, so that a build today and one next year are
# the same. Renew it in both places: docker buildx imagetools inspect python:3.13-slim

# Build: the pinned requirements and the package, in a virtual environment.
FROM python:3.13-slim@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b AS build
WORKDIR /src
RUN python -m venv /opt/briefbot
ENV PATH=/opt/briefbot/bin:$PATH
COPY requirements-image.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements-image.txt
COPY requirements-build.txt ./
RUN python -m venv /opt/build \
    && /opt/build/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements-build.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY briefs ./briefs
RUN /opt/build/bin/python -m hatchling build -t wheel -d /dist \
    && pip install --no-cache-dir --disable-pip-version-check --no-deps /dist/*.whl

# Run: nothing but Python, the environment and the briefs; the root file system may be read-only.
FROM python:3.13-slim@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b
RUN useradd --system --uid 10001 --no-create-home briefbot \
    && install -d -o briefbot -g briefbot /data
COPY --from=build /opt/briefbot /opt/briefbot
COPY briefs /briefs
ENV PATH=/opt/briefbot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    BRIEFS=/briefs \
    DATA=/data \
    LOG_FORMAT=json
USER 10001
WORKDIR /data
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["briefbot", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["briefbot"]
CMD ["run"]
