"""The questions that need the whole archive, as SQL over its tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """One question: `sql` answers it; the page shows the first rows. `note` says what the numbers are."""

    name: str
    title: str
    note: str
    sql: str


VIEWS = {
    # Addresses and ports as one text, and what is asked for most, flat.
    "c": """
        SELECT *, client.address AS client_address, concat(server.address, ':', server.port) AS server_end,
          date_trunc('hour', start) AS hour, figures.client.payload_bytes AS client_payload, figures.server.payload_bytes AS server_payload,
          coalesce(figures.client.retransmitted_bytes, 0) AS client_again, coalesce(figures.server.retransmitted_bytes, 0) AS server_again
        FROM connections""",
    "f": """
        SELECT *, client.address AS client_address, concat(server.address, ':', server.port) AS server_end,
          date_trunc('hour', start) AS hour FROM findings""",
    "e": """
        SELECT *, addresses.server AS server_end, date_trunc('hour', time) AS hour,
          coalesce(response.status, response_part.status) AS status FROM exchanges""",
    "m": """
        SELECT 'connect' AS measure, server_end, rtt.connect AS seconds FROM c WHERE rtt.connect IS NOT NULL
        UNION ALL SELECT 'tls', server_end, tls.handshake FROM c WHERE tls.handshake IS NOT NULL
        UNION ALL SELECT 'think', server_end, timing.think FROM e WHERE timing.think IS NOT NULL
        UNION ALL SELECT 'download', server_end, timing.response FROM e WHERE timing.response IS NOT NULL AND response.complete""",
}

QUESTIONS = [
    Question(
        "overview", "Overview", "",
        """
        SELECT (SELECT count(*) FROM captures) AS captures, (SELECT coalesce(sum(bytes), 0) FROM captures) AS bytes,
          (SELECT count(*) FROM captures WHERE status NOT IN ('ok', 'empty')) AS not_read_whole,
          (SELECT min(first) FROM captures) AS first, (SELECT max(last) FROM captures) AS last,
          (SELECT count(*) FROM c) AS connections, (SELECT count(*) FROM c WHERE open) AS still_open, (SELECT count(*) FROM e) AS exchanges,
          (SELECT count(*) FROM c WHERE severity = 'error') AS with_errors,
          (SELECT count(*) FROM c WHERE severity = 'warning') AS with_warnings"""),
    Question(
        "findings_by_hour", "Findings by hour", "By the hour (UTC) in which the connection began.",
        "SELECT hour, severity, count(*) AS findings FROM f GROUP BY ALL ORDER BY hour, severity"),
    Question(
        "findings_by_server_hour", "Findings by server and hour",
        "Connections, by the hour (UTC) in which they began. What a finding means: tcpexplain explain NAME.",
        """
        SELECT server_end AS server, hour, name AS finding, severity, count(*) AS findings,
          count(DISTINCT run, part, connection) AS connections
        FROM f GROUP BY ALL
        ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, findings DESC, server, hour, finding"""),
    Question(
        "statuses_by_hour", "Statuses by hour", "HTTP exchanges by the hour (UTC) in which they began.",
        "SELECT hour, concat(floor(status / 100), 'xx') AS class, count(*) AS exchanges FROM e WHERE status IS NOT NULL "
        "GROUP BY ALL ORDER BY hour, class"),
    Question(
        "statuses", "Statuses", "HTTP exchanges; no status: no response in the captures.",
        """
        SELECT server_end AS server, status, count(*) AS exchanges,
          count(*) / sum(count(*)) OVER (PARTITION BY server_end) AS share_of_server
        FROM e GROUP BY server_end, status ORDER BY exchanges DESC, server, status"""),
    Question(
        "times", "How long it takes", "Seconds. connect: first SYN to step 3 of the handshake; tls: the handshake of TLS; think: from the "
        "whole request to the first byte of the response, less the round trip; download: first to last byte of the response.",
        """
        SELECT measure, samples, p[0] AS p50, p[1] AS p90, p[2] AS p95, p[3] AS p99, longest FROM (
          SELECT measure, count(*) AS samples, approx_percentile(seconds, array(0.5, 0.9, 0.95, 0.99), 10000) AS p, max(seconds) AS longest
          FROM m GROUP BY measure)
        ORDER BY array_position(array('connect', 'tls', 'think', 'download'), measure)"""),
    Question(
        "times_by_server", "How long it takes, by server", "As above; the slowest servers first.",
        """
        SELECT server, measure, samples, p[0] AS p50, p[1] AS p90, p[2] AS p95, p[3] AS p99, longest FROM (
          SELECT server_end AS server, measure, count(*) AS samples,
            approx_percentile(seconds, array(0.5, 0.9, 0.95, 0.99), 10000) AS p, max(seconds) AS longest
          FROM m GROUP BY server_end, measure)
        ORDER BY p95 DESC, server, measure"""),
    Question(
        "retransmissions", "Sent again, by path",
        "Bytes of payload that were sent again, of all that were sent between two hosts, in each direction; from 10 kB on.",
        """
        SELECT client_address AS client, server.address AS server, count(*) AS connections,
          sum(client_payload + server_payload) AS bytes, sum(client_again + server_again) AS again,
          sum(client_again + server_again) / sum(client_payload + server_payload) AS share,
          sum(client_again) / nullif(sum(client_payload), 0) AS share_to_server,
          sum(server_again) / nullif(sum(server_payload), 0) AS share_to_client
        FROM c GROUP BY client_address, server.address HAVING sum(client_payload + server_payload) >= 10000
        ORDER BY share DESC, again DESC, client, server"""),
    Question(
        "talkers", "Top talkers", "Bytes of payload, those sent again not counted twice.",
        """
        SELECT address, sum(sent) AS sent, sum(received) AS received, sum(sent) + sum(received) AS bytes, count(*) AS connections FROM (
          SELECT client.address AS address, bytes.client AS sent, bytes.server AS received FROM c
          UNION ALL SELECT server.address, bytes.server, bytes.client FROM c)
        GROUP BY address ORDER BY bytes DESC, address"""),
    Question(
        "unanswered", "Connections that nobody answered", "SYNs, and nothing at all from the server.",
        """
        SELECT client_address AS client, server_end AS server, count(*) AS connections, min(start) AS first, max(start) AS last
        FROM c WHERE handshake = 'unanswered' GROUP BY ALL ORDER BY connections DESC, client, server"""),
    Question(
        "races", "Keep-alive races",
        "Requests that the server had closed before, or that were sent after its close was acknowledged: its keep-alive time-out is "
        "shorter than the client's. idle: seconds without a packet before the connection's close, the median of these.",
        """
        SELECT p.client, p.server, r.races, p.connections, r.races / p.connections AS share, r.idle FROM (
          SELECT client_address AS client, server_end AS server, count(*) AS connections FROM c GROUP BY ALL) p
        JOIN (
          SELECT f.client_address AS client, f.server_end AS server, count(*) AS races,
            approx_percentile(c.figures.idle_before_close, 0.5) AS idle
          FROM f JOIN c ON f.run = c.run AND f.part = c.part AND f.connection = c.connection
          WHERE f.name IN ('request-crossed-close', 'request-after-close') GROUP BY ALL) r
        ON p.client = r.client AND p.server = r.server ORDER BY races DESC, p.client, p.server"""),
    Question(
        "captures_not_read", "Captures that could not be read whole", "Everything readable in them counts.",
        "SELECT path, status, bytes, error FROM captures WHERE status NOT IN ('ok', 'empty') ORDER BY path"),
]
