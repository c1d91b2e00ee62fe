// swift-tools-version: 6.2
import PackageDescription

// A package of its own, as a user of the library has one.
let package = Package(
    name: "list-problems",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "tcpexplain", path: "../..")],
    targets: [
        .executableTarget(
            name: "list-problems", dependencies: [.product(name: "TCPExplain", package: "tcpexplain")], path: "Sources")
    ]
)
