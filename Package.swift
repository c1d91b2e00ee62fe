// swift-tools-version: 6.2
import PackageDescription

/// One set of strict settings for every module. In CI a warning is an error.
let strict: [SwiftSetting] =
    [
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// Small code instead of fast code, for what no packet passes: `scripts/build` asks for it. A package that builds on the library cannot, since
/// flags like this are not allowed there.
let small: [SwiftSetting] = Context.environment["TCPEXPLAIN_SMALL"] == nil ? [] : [.unsafeFlags(["-Osize"])]

/// A module: a library target under `Sources/` with the strict settings.
func module(
    _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [], settings: [SwiftSetting] = []
) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict + settings)
}

/// The tests of a module.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "tcpexplain",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "tcpexplain", targets: ["tcpexplain"]),
        .library(name: "TCPExplain", targets: ["TCPExplain"]),
        // The modules below it, for the packages in Fuzz and Benchmarks; they change without notice.
        .library(
            name: "TCPExplainModules",
            targets: ["Wire", "Applications", "Capture", "TCP", "Analysis", "Language", "Reports"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        // Layer 0: the C libraries, and the modules that import no other.
        .systemLibrary(
            name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"]), .brew(["libpcap"])]),
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
        .systemLibrary(
            name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
        .systemLibrary(
            name: "CBrotli", pkgConfig: "libbrotlidec", providers: [.apt(["libbrotli-dev"]), .brew(["brotli"])]),
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .target(name: "CShims"),
        // The commit, where scripts/build names it: a target of its own, so that nothing else is compiled anew.
        .target(
            name: "CVersion",
            cSettings: Context.environment["TCPEXPLAIN_COMMIT"].map { [.define("TCPEXPLAIN_COMMIT", to: "\"\($0)\"")] } ?? []),
        // What the command alone asks of the system. Confinement on Linux takes libseccomp (libseccomp-dev).
        .target(name: "CPlatform", linkerSettings: [.linkedLibrary("seccomp", .when(platforms: [.linux]))]),
        module("Platform"),
        module("Wire", ["CShims"]),
        module("Applications"),
        // Layer 1
        module("Capture", ["CPcap", "CZlib", "CZstd", "CShims", "Platform", "Wire"]),
        module("TCP", ["CShims", "Wire"]),
        module("ContentCodings", ["CZlib", "CBrotli", "CZstd", "Platform"]),
        // No part of the library product: it brings the whole of swift-crypto.
        module(
            "TLSDecryption",
            [
                "Applications", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        // Layers 2 to 5
        module("Analysis", ["Wire", "TCP", "Applications", "ContentCodings"]),
        module("Language", ["Wire", "TCP", "Applications", "Analysis", "Capture"], settings: small),
        module("Teaching", ["TCP", "Applications", "Analysis", "Language"], settings: small),
        module(
            "Reports",
            [
                "Wire", "TCP", "Applications", "ContentCodings", "Analysis", "Language", "Teaching",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            // The page's program and style, and the schema of the records (a link to the one in docs), as bytes in the binary.
            resources: [.embedInCode("HTML/Page"), .embedInCode("NDJSON/Schema")]),
        // What other programs build on: values of its own over the modules above, and no cryptography.
        module("TCPExplain", ["Wire", "Applications", "Capture", "TCP", "Analysis", "Language"]),
        // The command
        .executableTarget(
            name: "tcpexplain",
            dependencies: [
                "CPlatform", "CVersion", "CYAML", "Platform", "Capture", "Analysis", "Applications", "ContentCodings", "Language",
                "Reports",
                "TCP", "Teaching", "TLSDecryption", "Wire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        // Tests: packets written as a script, and one target for each module.
        .target(
            name: "PacketScript", dependencies: ["Wire"], path: "Tests/PacketScript", swiftSettings: strict),
        tests("WireTests", ["Wire", "PacketScript"]),
        tests("ApplicationsTests", ["Applications", "PacketScript"]),
        tests("TLSDecryptionTests", ["TLSDecryption", "Applications", "Analysis", "Capture", "TCP", "Wire"]),
        tests("TCPTests", ["TCP", "Wire", "PacketScript"]),
        tests(
            "AnalysisTests", ["Analysis", "TCP", "Wire", "Applications", "Capture", "ContentCodings", "Language", "PacketScript"]),
        tests("ReportsTests", ["Reports", "Language", "Teaching", "Analysis", "TCP", "Capture", "Wire", "PacketScript"]),
        tests("CaptureTests", ["Capture", "Wire", "PacketScript"]),
        tests("TCPExplainTests", ["TCPExplain", "TCP", "PacketScript", "Wire"]),
        tests(
            "CommandTests",
            [
                "tcpexplain", "Capture", "Language", "PacketScript", "Reports", "Teaching", "Wire",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        tests("LayeringTests", []),
    ],
    swiftLanguageModes: [.v6]
)
