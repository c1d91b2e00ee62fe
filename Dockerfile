# Two stages: the build, and an image with the program, the libraries that it needs, and a user who may do nothing but capture.
#   docker build -t tcpexplain .
#   docker run --rm -v "$PWD:/captures:ro" tcpexplain /captures/capture.pcap
#   docker run --rm --net=host --cap-drop=ALL --cap-add=NET_RAW tcpexplain -i eth0 port 80
FROM swift:6.3-bookworm AS build
# Versions are those of the image's release, which gets its security updates.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpcap-dev zlib1g-dev libbrotli-dev libzstd-dev libseccomp-dev libyaml-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN scripts/install --prefix /usr

FROM debian:bookworm-slim
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpcap0.8 zlib1g libbrotli1 libzstd1 libseccomp2 libyaml-0-2 libstdc++6 libcap2-bin \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --no-create-home --shell /usr/sbin/nologin --uid 999 tcpexplain
COPY --from=build /usr/bin/tcpexplain /usr/bin/tcpexplain
RUN setcap cap_net_raw=ep /usr/bin/tcpexplain
USER 999
ENV LC_ALL=C.UTF-8
ENTRYPOINT ["/usr/bin/tcpexplain"]
