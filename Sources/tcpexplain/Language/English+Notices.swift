import Language

/// What is told while a run goes on, and at its end.
extension English {
    func sentence(for notice: Notice) -> Text {
        switch notice {
        case .capture(let error): sentence(for: error)
        case .leftOut(let warning, let file): "\(captureName(file)): \(sentence(for: warning))"
        case .readInOtherOrder(let captures):
            "the captures are read in the order of their first packets: \(list(captures.map(outside))) (--keep-order reads them as given)"
        case .listening(let interface, let linkType, let snapLength):
            "listening on \(outside(interface)) (\(outside(linkType)), snap length \(snapLength))"
        case .interfaceGone(let interface, let reason):
            "\(outside(interface)): \(reason.map(outside) ?? "the interface went down"); what came until then is reported"
        case .droppedByKernel(let count, let size):
            "\(Quantity.count(count, "packet")) dropped by the kernel: a larger --buffer-size (\(size) MiB now), a filter, or a smaller "
                + "snap length (-s) helps"
        case .split(let packets, let captures, let parts, let folder):
            "\(Quantity.count(packets, "packet")) of \(Quantity.count(captures, "capture")) in \(Quantity.count(parts, "part")) in "
                + "\(outside(folder))"
        case .unconfined(let names):
            "this kernel offers no \(names.map(outside).joined(separator: " and no ")): privileges are dropped, but not all is held off that SECURITY.md promises"
        case .keyLogUnreadable(let path): "--keylog \(outside(path)): it cannot be read"
        case .keyLogEmpty(let path): "--keylog \(outside(path)): it is empty"
        case .keyLogsFull: "--keylog: there are more secrets than are held, so the last ones were not read"
        case .droppedByInterface(let count): "\(Quantity.count(count, "packet")) dropped by the interface"
        }
    }

    func sentence(for result: CheckResult) -> Text {
        switch result {
        case .failure(let text): "check: \(text)"
        case .moreFailures(let count): "check: and \(count) more"
        case .nothingToCheck: "check: \(nothingToCheck)"
        case .failed: "check FAILED"
        case .passed(let held): "check passed: " + parts(held.map(words(for:)))
        }
    }

    private func words(for held: CheckResult.Held) -> Text {
        switch held {
        case .sums(let sums, let connections):
            "\(Quantity.count(connections, "connection")), \(Quantity.count(sums, "sum")), all hold"
        case .expectations(let count): count == 1 ? "1 expectation holds" : "\(count) expectations hold"
        }
    }

    func sentence(for progress: ReadingProgress) -> Text {
        let rate: Text = "\(Quantity.roughBytes(progress.rate))/s"
        guard let whole = progress.whole else { return "\(Quantity.roughBytes(progress.bytes)), \(rate)" }
        return
            "[\(code: whole.bar)] \(whole.percent) %  \(Quantity.roughBytes(progress.bytes)) of \(Quantity.roughBytes(whole.bytes))"
            + (whole.left.map { ", \(Quantity.duration($0)) left" } ?? "") + ", \(rate)"
    }
}
