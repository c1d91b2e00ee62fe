import Analysis

/// Writes the records of frames that could not be read.
struct FrameRecord {
    /// Whether records tell which file they are of.
    let hasFile: Bool

    func append(_ frame: UnreadableFrame, to output: OutputBuffer, _ times: inout TimeText) {
        output.append("{\"type\":\"frame\",\"frame\":")
        output.append(frame.info.number)
        if hasFile {
            output.append(",\"file\":")
            output.append(frame.info.file)
            output.append(",\"file_frame\":")
            output.append(frame.info.numberInFile)
        }
        if frame.info.hasTime {
            output.append(",\"time\":")
            times.append(frame.info.time, to: output)
        }
        output.append(",\"layer\":\"")
        output.append(frame.stop.layer.rawValue)
        if let field = frame.stop.field {
            output.append("\",\"field\":\"")
            output.append(field.rawValue)
        }
        output.append("\",\"offset\":")
        output.append(frame.stop.offset)
        output.append(",\"reason\":\"")
        output.append(frame.stop.reason.name)
        output.append("\"")
        if let value = frame.stop.reason.value {
            output.append(",\"value\":")
            output.append(value)
        }
        if frame.isReassembled { output.append(",\"reassembled\":true") }
        output.append("}")
        output.endLine()
    }
}
