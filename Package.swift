// swift-tools-version: 6.2

import PackageDescription

/// The rooms of the house and who may look into which.
///
/// ARCHITECTURE.md says why; `--explicit-target-dependency-import-check error` holds every file
/// to it.
let package = Package(
  name: "socklab",
  products: [.executable(name: "socklab", targets: ["socklab"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.1.0"),
  ],
  targets: [
    // The C side.
    .target(name: "CLab", cSettings: [.define("_GNU_SOURCE")]),
    .systemLibrary(name: "CNettle", providers: [.apt(["nettle-dev"])]),
    .systemLibrary(name: "CPCRE2", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),

    // Tables and leaves.
    .target(name: "LabConstants", dependencies: ["CLab"]),
    .target(name: "LabDiagnostics"),
    .target(name: "LabPattern", dependencies: ["CPCRE2"]),

    // The pipeline, left to right.
    .target(name: "LabSyntax", dependencies: ["LabDiagnostics"]),
    .target(
      name: "LabProgram",
      dependencies: ["LabSyntax", "LabDiagnostics", "LabConstants", "LabPattern"]
    ),
    .target(name: "LabKernel", dependencies: ["CLab", "LabConstants"]),
    .target(name: "LabEvents", dependencies: ["LabDiagnostics"]),
    .target(
      name: "LabRuntime",
      dependencies: [
        "LabConstants", "LabDiagnostics", "LabEvents", "LabKernel", "LabPattern", "LabProgram",
        "LabSyntax",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "HeapModule", package: "swift-collections"),
      ]
    ),
    .target(name: "LabReporters", dependencies: ["LabEvents", "LabDiagnostics"]),
    .target(
      name: "LabREPL",
      dependencies: [
        "CReadline", "LabConstants", "LabDiagnostics", "LabEvents", "LabKernel", "LabProgram",
        "LabReporters", "LabRuntime", "LabSyntax",
      ]
    ),
    .target(
      name: "LabGrader",
      dependencies: [
        "CNettle", "LabDiagnostics", "LabEvents", "LabKernel", "LabProgram", "LabReporters",
        "LabRuntime", "LabSyntax",
      ]
    ),
    .target(
      name: "LabCommands",
      dependencies: [
        "LabConstants", "LabDiagnostics", "LabEvents", "LabGrader", "LabKernel", "LabProgram",
        "LabREPL", "LabReporters", "LabRuntime", "LabSyntax",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .executableTarget(name: "socklab", dependencies: ["LabCommands"]),

    // Tests.
    .target(name: "LabTestSupport", dependencies: ["LabDiagnostics"], path: "Tests/LabTestSupport"),
    .testTarget(
      name: "LabDiagnosticsTests",
      dependencies: ["LabDiagnostics", "LabTestSupport"]
    ),
    .testTarget(
      name: "LabSyntaxTests",
      dependencies: ["LabSyntax", "LabDiagnostics", "LabTestSupport"],
      exclude: ["Fixtures"]
    ),
    .testTarget(
      name: "LabProgramTests",
      dependencies: [
        "LabProgram", "LabSyntax", "LabDiagnostics", "LabConstants", "LabTestSupport",
      ]
    ),
    // Sizes and offsets as this machine's C headers have them.
    .target(name: "LabLayouts", path: "Tests/LabLayouts"),
    .testTarget(name: "LabConstantsTests", dependencies: ["LabConstants", "LabLayouts"]),
    .testTarget(name: "LabPatternTests", dependencies: ["LabPattern"]),
    .executableTarget(
      name: "LabKernelProbe",
      dependencies: ["LabKernel", "LabConstants"],
      path: "Tests/LabKernelProbe"
    ),
    .executableTarget(
      name: "LabExerciseProbe",
      dependencies: [
        "LabDiagnostics", "LabEvents", "LabKernel", "LabProgram", "LabReporters", "LabRuntime",
      ],
      path: "Tests/LabExerciseProbe"
    ),
    .testTarget(
      name: "LabKernelTests",
      dependencies: ["LabKernel", "LabConstants", "LabKernelProbe"]
    ),
    .testTarget(
      name: "LabRuntimeTests",
      dependencies: [
        "LabRuntime", "LabProgram", "LabSyntax", "LabDiagnostics", "LabEvents", "LabKernel",
        "LabTestSupport", "socklab",
      ]
    ),
    .testTarget(
      name: "LabGraderTests",
      dependencies: [
        "LabGrader", "LabKernel", "LabEvents", "LabDiagnostics", "LabReporters", "LabTestSupport",
        "socklab",
      ],
      exclude: ["Fixtures"]
    ),
    .testTarget(
      name: "LabReportersTests",
      dependencies: ["LabReporters", "LabEvents", "LabDiagnostics", "LabTestSupport"],
      exclude: ["Fixtures"]
    ),
    .testTarget(
      name: "GoldenTests",
      dependencies: ["LabTestSupport", "LabProgram", "LabExerciseProbe", "socklab"],
      exclude: ["Fixtures"]
    ),
    // What the fuzzers and the short run of them in the tests call.
    .target(
      name: "LabFuzzing",
      dependencies: [
        "LabConstants", "LabDiagnostics", "LabEvents", "LabGrader", "LabKernel", "LabPattern",
        "LabProgram", "LabREPL", "LabReporters", "LabRuntime", "LabSyntax",
      ],
      path: "Tests/LabFuzzing"
    ),
    .testTarget(
      name: "FuzzTests",
      dependencies: ["LabFuzzing"],
      exclude: ["Fixtures"]
    ),
  ],
  swiftLanguageModes: [.v6]
)

/// `make fuzz` builds with libFuzzer's instrumentation; unsafe flags are no matter of other builds.
let isFuzzing = Context.environment["SOCKLAB_FUZZ"] != nil
if isFuzzing {
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/CLibFuzzer"),
    .executableTarget(
      name: "LabFuzzer",
      dependencies: ["CLibFuzzer", "LabFuzzing"],
      path: "Tests/LabFuzzer",
      // The linker that is the default here crashes on the instrumentation.
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]
    ),
  ]
}

for target in package.targets where target.type != .system && target.name != "CLab" {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ]
  if isFuzzing { target.swiftSettings?.append(.unsafeFlags(["-sanitize=fuzzer,address"])) }
}
