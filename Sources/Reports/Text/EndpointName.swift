import TCP
import Wire

/// `10.0.0.1:80`, `[2001:db8::1]:80`.
func name(_ endpoint: Endpoint) -> String {
    endpoint.address.isIPv6 ? "[\(endpoint.address)]:\(endpoint.port)" : "\(endpoint.address):\(endpoint.port)"
}
