import Capture
import Reports

/// The captures of a run once more, in one pcapng file, with what was found as comments.
struct AnnotatedCopy {
    private let annotation: AnnotationReport
    private let file: OutputFile

    init(_ annotation: AnnotationReport, _ file: OutputFile) {
        self.annotation = annotation
        self.file = file
    }

    /// Reads the captures again, once the run has ended. What was damaged then is damaged still, and was told; it is left out.
    ///
    /// - Parameter firstFrames: the number of the first frame of each that the run came to.
    func write(_ captures: [CaptureInput], firstFrames: [Int]) -> [Complaint] {
        let copier = CaptureCopier(Comments(of: annotation), isOpen: { file.failure == nil }, write: { file.write($0) })
        for (i, capture) in captures.enumerated() {
            guard let opened = try? CaptureFile(capture) else { continue }
            // Nothing is said of what the run did not come to.
            copier.copy(opened, from: i < firstFrames.count ? firstFrames[i] : .max / 2)
        }
        var complaints: [Complaint] = []
        if annotation.leftOut > 0 { complaints.append(.commentsLeftOut(annotation.leftOut)) }
        if copier.unplaced > 0 { complaints.append(.commentsWithoutPlace(copier.unplaced)) }
        return complaints
    }

    /// What was found, as the copier asks for it.
    private final class Comments: FrameComments {
        private let annotation: AnnotationReport

        init(of annotation: AnnotationReport) { self.annotation = annotation }

        var sectionComment: [UInt8] { annotation.sectionComment }
        var nextFrame: Int? { annotation.nextFrame }
        func takeNext() -> [UInt8] { annotation.takeNext() }
    }
}
