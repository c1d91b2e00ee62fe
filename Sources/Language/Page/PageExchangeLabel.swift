/// Labels of a page: exchanges, their content, and the waterfall. `{0}` and so on stand for values.
public enum PageExchangeLabel: String, CaseIterable, Sendable {
    case exchangeNumber = "exchange_number", exchangeMethod = "exchange_method", exchangeUrl = "exchange_url"
    case exchangeStatus = "exchange_status", exchangeFrames = "exchange_frames", exchangeSent = "exchange_sent"
    case exchangeReceived = "exchange_received", exchangeWait = "exchange_wait", exchangeTook = "exchange_took"
    case exchangesLeftOut, request, response, frames, notCaptured, incomplete, fieldUnknown, content, decodedTo
    case firstBytes, indented, imageAlt, partConnect = "part_connect", partTls = "part_tls", partRequest = "part_request"
    case partWait = "part_wait", partResponse = "part_response", waterfallTitle, waterfallHelp, waterfallLeftOut
}
