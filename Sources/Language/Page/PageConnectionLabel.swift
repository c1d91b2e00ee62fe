/// Labels of a page: one connection: what was agreed, and its ladder. `{0}` and so on stand for values.
public enum PageConnectionLabel: String, CaseIterable, Sendable {
    case connection, client, server, rolesInferred, story, showFrames, agreed, missing, handshakeTime, filterOf
    case bytes, views, tabLadder = "tab_ladder", tabExchanges = "tab_exchanges", tabPlots = "tab_plots", ladderLabel
    case ladderHelp, packetsLeftOut, plotsEnd, frameAndTime, run
}
