import Analysis

/// Writes the records of frames that could not be read.
struct FrameRecord {
    /// Whether records tell which file they are of.
    let hasFile: Bool

    func append(_ frame: UnreadableFrame, to output: OutputBuffer, _ times: inout TimeText) {
        let json = JSONWriter(output)
        json.beginRecord("frame")
        json.member("frame", frame.info.number)
        if hasFile {
            json.member("file", frame.info.file)
            json.member("file_frame", frame.info.numberInFile)
        }
        if frame.info.hasTime {
            json.key("time")
            times.append(frame.info.time, to: output)
        }
        json.word("layer", frame.stop.layer.rawValue)
        if let field = frame.stop.field { json.word("field", field.rawValue) }
        json.member("offset", frame.stop.offset)
        json.word("reason", frame.stop.reason.name)
        json.member("value", frame.stop.reason.value)
        if frame.isReassembled { json.member("reassembled", true) }
        json.endRecord()
    }
}
