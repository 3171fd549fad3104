# The server with the corpus of this checkout, as a user who may do nothing else:
#     docker build -t cakg . && docker run --rm -p 127.0.0.1:8000:8000 cakg
# Behind a proxy, name the host that readers ask: docker run … cakg --allow-host graph.example.org
FROM python:3.13-slim
WORKDIR /srv
COPY pyproject.toml constraints.txt README.md LICENSE LICENSE-DATA CITATION.cff ./
COPY src src
COPY ontology ontology
COPY data data
COPY queries queries
COPY releases releases
COPY docs docs
RUN python -m pip install --no-cache-dir --constraint constraints.txt .
RUN rm -rf /srv/*
RUN useradd --system --create-home --shell /usr/sbin/nologin cakg
USER cakg
ENV CAKG_CACHE=/home/cakg/cache
RUN cakg info
EXPOSE 8000
STOPSIGNAL SIGINT
ENTRYPOINT ["cakg", "serve", "--host", "0.0.0.0", "--port", "8000"]
