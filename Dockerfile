# Ratchet as a worker, and its command line: docs/deployment.md. No key, address or model is in the image.
#
#   docker build --tag ratchet:0.2.0 .
ARG NODE_VERSION=20.20.2

# What starts quickly, made with the compilers: the command line as one file, and the workflow bundle.
FROM node:${NODE_VERSION}-bookworm-slim AS programs
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY activities activities
COPY application application
COPY scenario scenario
COPY src src
COPY workflows workflows
RUN npm run build

# What runs, without the compilers.
FROM node:${NODE_VERSION}-bookworm-slim AS packages
WORKDIR /build
COPY package.json package-lock.json ./
COPY scripts/prepare.mjs scripts/drop-foreign-binaries.mjs scripts/
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:${NODE_VERSION}-bookworm-slim
WORKDIR /opt/ratchet
COPY package.json tsconfig.json ./
COPY bin bin
COPY schemas schemas
COPY suites suites
COPY examples examples
COPY scripts/worker-is-listening.mjs scripts/
# The built programs are used only while they are of the very sources that lie beside them.
COPY activities activities
COPY application application
COPY scenario scenario
COPY src src
COPY workflows workflows
COPY --from=packages /build/node_modules node_modules
COPY --from=programs /build/dist dist
RUN ln -s /opt/ratchet/bin/ratchet /usr/local/bin/ratchet \
  && install --directory --owner=1000 --group=1000 /data /etc/ratchet
# The slim image has no certificate authorities, and without them no TLS to a Temporal server whose own is not named:
# those that Node trusts.
RUN install --directory /etc/ssl/certs \
  && node --print 'tls.rootCertificates.join("\n")' >/etc/ssl/certs/ca-certificates.crt
# MALLOC_ARENA_MAX: docs/bench-overhead.md, "Memory"
ENV NODE_ENV=production \
  MALLOC_ARENA_MAX=2 \
  RATCHET_DATA=/data \
  RATCHET_MODELS=/etc/ratchet/models.yaml
# Paths of suites and studies are read from here.
WORKDIR /etc/ratchet
USER 1000:1000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "/opt/ratchet/scripts/worker-is-listening.mjs"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "/opt/ratchet/bin/ratchet"]
CMD ["worker"]
