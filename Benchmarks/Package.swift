// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that what benchmarks need stays theirs. README.md tells how to run it.
let package = Package(
    name: "tcpexplain-benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(name: "tcpexplain", path: ".."),
        // Its traits count allocations by packages of their own; ours are counted by CAllocations.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .target(name: "CAllocations", path: "CAllocations"),
        // The generator of `scripts/benchmark`, whose sources lie in `peers/`.
        .target(
            name: "CGenerator", path: "CGenerator",
            cSettings: [.headerSearchPath("../peers"), .define("_DEFAULT_SOURCE")]),
        .executableTarget(
            name: "Stages",
            dependencies: [
                "CAllocations", "CGenerator",
                .product(name: "TCPExplainModules", package: "tcpexplain"),
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Stages",
            swiftSettings: [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault")],
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    ],
    swiftLanguageModes: [.v6]
)
