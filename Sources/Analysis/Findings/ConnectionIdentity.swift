import TCP

/// Which connection something is said of.
struct ConnectionIdentity {
    let number: Int
    let client: Endpoint
    let server: Endpoint

    init(_ connection: Connection) {
        number = connection.number
        client = connection.endpoint(of: .client)
        server = connection.endpoint(of: .server)
    }

    init(_ opening: EndedOpening) {
        number = opening.number
        client = opening.client
        server = opening.server
    }
}
