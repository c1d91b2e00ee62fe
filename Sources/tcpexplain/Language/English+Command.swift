import Capture
import Language

extension English: CommandPhrasebook {
    func sentence(for complaint: Complaint) -> Text {
        switch complaint {
        case .excludeOneAnother(let options): "\(outside(options)) exclude one another"
        case .goesWith(let option, let other): "\(outside(option)) goes with \(outside(other))"
        case .isLive(let option): "\(outside(option)) goes with -i: it is about a live capture"
        case .onlyProblemsShowsText: "--only-problems goes with the explanation or --summary; in records, look at findings"
        case .followWritesText: "--follow and --follow-raw write text; leave out --format ndjson"
        case .requestsAreTable: "--requests is a table; the records of requests are those of type http"
        case .requestsHaveStatus: "--only-problems is about connections; with --requests, give --status 5xx"
        case .recordingIsAlone:
            "--record-expect writes a file of expectations and nothing else; leave out --format, --check and --expect"
        case .explainIsDepth: "--explain goes with the explanation, connection by connection"
        case .followNamesConnection: "--follow and --follow-raw name their connection; leave out what selects others"
        case .rawFollowsCapture: "--follow-raw reads a capture; save one with -w first"
        case .twoFilters(let words): "there are two filters: \"\(outside(words))\" and that of -f; join them with 'and'"
        case .standardOutputIsTaken(let option): "\(outside(option)): name a file; standard output holds the explanation"
        case .noCapture: "name a capture to explain (tcpexplain --help shows the usage)"
        case .decidedLate:
            "packets are shown as they come, before it is known what their connection holds: of what selects, only --connection, "
                + "--host with an address, --port, --after and --before go with --packets"
        case .annotationReadsTwice:
            "--annotate reads the capture twice, which an interface cannot be; save its packets with -w and annotate that file"
        case .partExists(let path): "\(outside(path)): is there already; name an empty folder, or give --force to replace parts"
        case .namesOfCaptures(let names, let captures):
            "--name is given \(names) times for \(Quantity.count(captures, "capture")); give it once for each, in their order"
        case .twoCaptures(let count): "diff compares two captures; \(count) \(count == 1 ? "is" : "are") given"
        case .blocksLeftOut: "a section has more than 64 MiB besides its packets: names and secrets in it are not in every part"
        case .connectionNumber(let number): "--connection \(number): connections are numbered from 1"
        case .value(let option, let given, let expected):
            "\(outside(option))\(given.isEmpty ? "" : " \(outside(given))"): \(sentence(for: expected))"
        case .unknownFinding(let option, let name, let near):
            "\(outside(option)): there is no finding \(outside(name))"
                + (near.isEmpty ? "; docs/findings.md lists them" : "; near it: \(list(near.map(outside)))")
        case .standardInputOnce: "standard input (-) can be named once, and first"
        case .notUTF8(let argument, let bytes):
            "argument \(argument) is not valid UTF-8: \(outside(bytes)); a file of that name can be read as standard input (-), or under another name"
        case .capture(let error): sentence(for: error)
        case .missing(let error, let words, true):
            "\(sentence(for: error)); if that was a filter: tcpexplain -f '\(outside(words))' CAPTURE"
        case .missing(let error, _, false): "\(sentence(for: error)); give the path of a capture"
        case .permission(let device, let binary, let filter):
            "\(outside(device)): no permission to capture: it takes CAP_NET_RAW. Run as root, or once: sudo setcap "
                + "cap_net_raw,cap_net_admin=eip \(outside(binary)); or through a pipe: sudo tcpdump -i \(outside(device)) -U -w -"
                + (filter.map { " '\(outside($0))'" } ?? "") + " | tcpexplain -"
        case .noSubcommand(let name):
            "\(outside(name)) is the name of a subcommand that this version lacks; for a capture of that name: ./\(outside(name))"
        case .noTopic(let word, let near):
            "explain: there is nothing of the name \"\(outside(word))\"; "
                + (near.isEmpty ? "" : "near it: \(list(near.map { "\"\(outside($0))\"" })); ")
                + "tcpexplain explain lists all names"
        case .words(let words): outside(words)
        case .noLesson(let name, let near):
            "lesson: there is no lesson \"\(outside(name))\"; "
                + (near.isEmpty ? "" : "near it: \(list(near.map { "\"\(outside($0))\"" })); ") + "tcpexplain lesson lists them"
        case .lessonUnreadable(let name): "lesson: \(outside(name)) cannot be read"
        case .usage(let fault, let help): "\(sentence(for: fault)) (\(outside(help)) shows the usage)"
        default: ofFile(complaint)
        }
    }

    /// Files and privileges.
    private func ofFile(_ complaint: Complaint) -> Text {
        switch complaint {
        case .isInput(let path): "\(outside(path)): is a file that is read; name another file"
        case .isCapture(let path): "\(outside(path)): is the capture that is read; name another file"
        case .sameFile(let path, let other):
            "\(outside(path)): is the same file as \(outside(other)); each output needs a file of its own"
        case .isInExtraction(let path): "\(outside(path)): lies in the folder of --extract; name a file elsewhere"
        case .isInSeries(let path, let first):
            "\(outside(path)): is a name that -w \(outside(first)) with -C comes to; name another file"
        case .isFolder(let path): "\(outside(path)): is a folder; name a file"
        case .isLink(let path): "\(outside(path)): is a symbolic link, which no output is written through; name the file itself"
        case .isForeign(let path): "\(outside(path)): belongs to another user; name a new file, or one of your own"
        case .cannotWrite(let path, let reason): "\(outside(path)): \(words(for: reason)); name a file that can be written"
        case .failed(let path, let reason): "\(path.map(outside) ?? "standard output"): \(words(for: reason))"
        case .withRest(let complaint, let rest): "\(sentence(for: complaint)); \(words(for: rest))"
        case .filesLeftOut(let count, let maximum): "--extract: \(count) more messages, since \(maximum) files are made at most"
        case .resultsLeftOut(let count): "--sarif: \(resultsLeftOut(count))"
        case .commentsLeftOut(let count):
            "--annotate: \(Quantity.count(count, "comment")) left out, since so much is held at most"
        case .commentsWithoutPlace(let count):
            "--annotate: \(Quantity.count(count, "comment")) left out: a simple packet block of pcapng has no place for one"
        case .noConnection(let numbers, let count):
            "there is no connection \(list(numbers.map { "\($0)" })): the captures hold \(Quantity.count(count, "connection"))"
        case .extraction(let path, let reason, let mayBeMade):
            "--extract \(outside(path)): \(words(for: reason)); name a folder that can be \(mayBeMade ? "made or " : "")written to"
        case .keyLog(let path, let reason):
            "--keylog \(outside(path)): \(words(for: reason)); name the file that SSLKEYLOGFILE named"
        case .noExpectations(let path, let reason): "\(outside(path)): \(words(for: reason)); name a file of expectations"
        case .expectationsTooLarge(let path): "\(outside(path)): is larger than 64 MiB, which no file of expectations is"
        case .expectations(let place, let fault): "\(outside(place)): \(sentence(for: fault))"
        case .noSuite(let folder, let reason): "\(outside(folder)): \(words(for: reason)); name a folder with captures"
        case .noTests(let folder, false): "\(outside(folder)): there is no capture in it"
        case .noTests(let folder, true):
            "\(outside(folder)): no capture in it has expectations beside it; tcpexplain test --update \(outside(folder)) records them"
        case .recordedAsYAML(let path): "\(outside(path)): expectations are recorded as YAML; move this file away first"
        case .noCaptureBeside: "no capture lies beside these expectations"
        case .severalExpectations(let names): "more than one file of expectations lies beside it: \(list(names.map(outside)))"
        case .onlyRoot(let user): "--user \(outside(user)): only root can become another user"
        case .noSuchUser(let option, let name):
            "\(outside(option)) \(outside(name)): there is no such user; privileges could not be dropped"
        case .outputs(let reason): "outputs cannot be made: \(outside(reason))"
        case .privileges(let reason): "privileges could not be dropped: \(outside(reason))"
        case .userIsRoot(let name): "--user \(outside(name)): is root; name a user without privileges, such as nobody"
        case .confinement(let reason):
            "the process cannot be confined (Landlock, seccomp): \(outside(reason)); TCPEXPLAIN_SANDBOX=off goes without"
        default: ""
        }
    }

    private func sentence(for expected: Complaint.Expected) -> Text {
        switch expected {
        case .keys: "give a file of keys of connections as --borders writes them, a line each"
        case .number(let least, let most, .none): "give \(least) to \(most)"
        case .number(let least, let most, .bytes): "give \(least) to \(most) bytes, or 0 for all"
        case .number(let least, let most, .mebibytes): "give \(least) to \(most) MiB"
        case .number(let least, let most, .megabytes): "give \(least) to \(most) million bytes"
        case .number(let least, let most, .files): "give \(least) to \(most) files"
        case .number(let least, let most, .columns): "give \(least) to \(most) columns"
        case .size: "give a size from 64K to 1024G, such as 256M"
        case .packets: "give a number of packets from 1 on"
        case .seconds: "give more than 0 seconds, and at most a billion"
        case .severityOrFindings: "give error, warning, note, or names of findings with commas between"
        case .severity: "give note, warning or error"
        case .connectionAndEnd: "give a connection and an end, such as 1:client or 1:server"
        case .regularExpression: "not a regular expression; without the slashes it is a part of the URL"
        case .status: "give a status such as 404, or a class such as 5xx"
        case .port: "ports are 0 to 65535"
        case .moment:
            "give seconds after the start (1.5), a time of day (10:30:00), a date and time (2026-11-22T10:30:00, with Z or +01:00 if not "
                + "in TZ), or seconds since 1970"
        case .laterThanAfter: "give a time later than that of --after"
        case .method: "give a method as it is sent, such as GET"
        case .bits(let most): "behind the slash stands a number of bits, up to \(most)"
        case .host: "give an address, a network such as 10.0.0.0/8, or a name"
        }
    }

    private func words(for reason: Complaint.Reason) -> Text {
        switch reason {
        case .readerWentAway: "its reader went away"
        case .folderRemoved: "its folder was removed meanwhile"
        case .removed: "was removed meanwhile"
        case .endedEarly: "the run ended early"
        case .linkOrNoFolder: "is a symbolic link or no folder"
        case .system(let words): outside(words)
        }
    }

    private func words(for rest: Complaint.Rest) -> Text {
        switch rest {
        case .isIn(let path): "what was written until then is in \(outside(path))"
        case .listed(let path): "what was written until then is listed in \(outside(path))"
        case .holdsCaptured: "it holds what was captured until then"
        case .nothingMoreSaved: "nothing more is saved"
        }
    }
}
