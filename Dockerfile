# The service (`summarizer serve`). Build: docker build -t summarizer . ; run: docker compose up
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE requirements-dev.lock ./
COPY summarizer summarizer
COPY schemas schemas
COPY prompts prompts
# The locked versions of what the service needs, and nothing of what the tests need.
RUN grep -oE '^[a-z0-9.-]+==[^ ]+' requirements-dev.lock >/tmp/constraints.txt \
 && python -m venv /app \
 && /app/bin/pip install --no-cache-dir --constraint /tmp/constraints.txt '.[serve,mcp]'

FROM python:3.13-slim
RUN useradd --create-home --uid 10001 summarizer && install -d -o summarizer /data
COPY --from=build /app /app
USER summarizer
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["/app/bin/python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8080/health', timeout=4)"]
# Listening beyond loopback needs a token: SUMMARIZER_SERVICE_TOKEN, 16 characters or more.
ENTRYPOINT ["/app/bin/summarizer"]
CMD ["serve", "--host", "0.0.0.0", "--folder", "/data"]
