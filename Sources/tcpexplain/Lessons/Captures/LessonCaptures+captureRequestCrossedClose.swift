// Written by scripts/make-lessons from Fixtures/request-crossed-close.

extension LessonCaptures {
    static let captureRequestCrossedClose = """
        H4sIAAAAAAACA42Uz2vTYBjH36Zd7QIFFYbbaa87DH+sTVq3amPo6rqyUTdXNAzdLWvfdaFdEta3o7uIeBAP3hwigmzz4MZA2MSjDIp/gToVLF6m
        gm4Hd5ZpfZ/0ly1FDE2avO/3+eT7vO+X7Lx6vsohB6ofDmRj1/Rte7pwx4bOsHs4S9bBgYBzOZHNhZxMWH7m2xFXrmV3NqgUC1ytsqyxrrZaZeUZ
        9HUGVA6yyhgbiFUrK/MuFEVILr4Oo7Az9h7UUFuYRHFu9+MQSFa4nwd8L5M62l44OBd/uHKfWAC7nQfy0qG9kVz1ZJERAnLvOlCtfuKFyVLH401G
        j6wc/313e7dO3vhc+gH0KnmbkcHCUCvP/cU3ludPTZ4jjL516yga3J9iBTbwu+QEMhDP/rIjyhC0FXGm+NYibrQkdqLBqXQjcSSqYEHTkyTvnaVz
        GTyqKHHB5/W5+VEjSyWcJfMLZN5L8uqcmSFu3m11pQfbGrv6e736956CB7m9ab22mI8c6yq8977sYeMLCoMPIO4z4iYLF5zNRNuTvTUgSo9aEjtR
        +MGzRmK1C+wXRTxx2c1fs9qQsJ7S9Dyb8fuhxWGVEgmPG3of9p/DV4wFpvcHsChKok/qP49HxhU3HzF0SnTqURZNJqYkTwVYqfrEGNFTdFbCPn/Q
        zY+pWeoZN5LajEaSElZmc31Y9OGYqtfZ8KuxdZKgmqFLOE2I6VEz2gJb5aiipiTcEwgODEwHRdFzwdfj5i8lEsSknquqniJZCU8vUpKFDZFPDk9E
        lBvxKAZfIV6u/hE1GZKpRjMkRBMmyZsZVdNloTwiC9Y8L08byUVQ+xpE7JGXzZC1bkn2rvLKeWXBZONCpUYovwn277A5EY0537FSWWxKZa7UsdwN
        Of9+opbK67CHGUa8t+pAOYbItSKmiu8s4lpLIsv5h5tV4sMuIFo5z5KEoSf/N+hgQoj9M+jrVtCPNMZyuduK5TEU/tpXjaXjNLQGxK5vbSjAEIFW
        xFOVT83LZiJI4uxLfPEAoT+0tg0UlwUAAA==
        """
}
