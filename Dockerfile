# Any image with Python 3.11 to 3.13; docs/deployment.md tells how to pin it.
ARG PYTHON_IMAGE=python:3.12-slim

# The locked environment is built in a stage of its own, so that the image carries neither the installer nor
# its cache, and so that a change of code leaves the large layer as it is.
FROM ${PYTHON_IMAGE} AS environment

ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_NO_CACHE=1 \
    UV_PROJECT_ENVIRONMENT=/opt/pressmark/.venv \
    UV_PYTHON_DOWNLOADS=never

RUN pip install --no-cache-dir uv==0.13.9

WORKDIR /opt/pressmark
COPY pyproject.toml uv.lock ./
# A group of dependencies that not everybody needs: docker-compose.celery.yml names one.
ARG EXTRA_GROUP=
RUN uv sync --frozen --no-dev ${EXTRA_GROUP:+--group "$EXTRA_GROUP"}


FROM ${PYTHON_IMAGE}

# Airflow writes a file of its configuration. It is made anew at each start, so that variables alone count, and
# nothing that an earlier version wrote.
ENV PATH=/opt/pressmark/.venv/bin:$PATH \
    PYTHONPATH=/opt/pressmark \
    PYTHONUNBUFFERED=1 \
    AIRFLOW_CONFIG=/tmp/airflow.cfg \
    AIRFLOW_HOME=/var/lib/pressmark/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/pressmark/dags \
    AIRFLOW__CORE__LOAD_EXAMPLES=false \
    AIRFLOW__CORE__PLUGINS_FOLDER=/opt/pressmark/include/operations/airflow_plugins \
    PRESSMARK_HOME=/var/lib/pressmark \
    PRESSMARK_INBOX=/srv/inbox \
    DBT_SEND_ANONYMOUS_USAGE_STATS=false \
    GX_ANALYTICS_ENABLED=false

# A named volume takes its owner from the folder that it is mounted on, so the folders must exist; so must
# those that folders of the host are mounted on, inside it.
RUN useradd --uid 50000 --user-group --create-home pressmark \
    && install --directory --owner=pressmark --group=pressmark /opt/pressmark /srv/inbox /var/lib/pressmark \
        /var/lib/pressmark/airflow /var/lib/pressmark/backups /var/lib/pressmark/published \
        /var/lib/pressmark/reports

WORKDIR /opt/pressmark
COPY --from=environment /opt/pressmark/.venv .venv
COPY --chown=pressmark:pressmark pyproject.toml ./
COPY --chown=pressmark:pressmark dags dags
COPY --chown=pressmark:pressmark dbt_project dbt_project
COPY --chown=pressmark:pressmark expectations expectations
COPY --chown=pressmark:pressmark include include
COPY --chown=pressmark:pressmark seeds seeds
# Where the file system is read-only, nothing else would ever keep the bytecode.
RUN python -m compileall -q dags expectations include

USER pressmark

CMD ["airflow", "version"]
