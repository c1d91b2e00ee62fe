/// Labels of a page: the plots. `{0}` and so on stand for values.
public enum PagePlotLabel: String, CaseIterable, Sendable {
    case plotSequence = "plot_sequence", plotFlight = "plot_flight", plotRtt = "plot_rtt"
    case plotThroughput = "plot_throughput", sender, zoomHelp, zoomIn, zoomOut, zoomReset
    case keySegment = "key_segment", keyRepeated = "key_repeated", keyAck = "key_ack", keyWindow = "key_window"
    case keySack = "key_sack", keyGap = "key_gap", keyFlight = "key_flight", keyAllowed = "key_allowed"
    case keyRtt = "key_rtt", keyRate = "key_rate", noPlot, plotSummary
}
