#!/bin/sh
# The namespace of an installation, how long it keeps what has ended, and the search attributes of studies.
# Changes nothing that is so already. TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_RETENTION.
set -eu

if temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
  temporal operator namespace update --namespace "$TEMPORAL_NAMESPACE" --retention "$TEMPORAL_RETENTION"
else
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$TEMPORAL_RETENTION"
fi

attributes() {
  temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" \
    --name RatchetCycle --type Int --name RatchetState --type Keyword --name RatchetBaseline --type Keyword \
    --name RatchetVerdict --type Keyword --name RatchetAccuracy --type Double
}

# The servers of a cluster take some seconds to notice a new namespace.
attempt=1
until attributes; do
  [ "$attempt" -lt 30 ] || exit 1
  attempt=$((attempt + 1))
  sleep 2
done
