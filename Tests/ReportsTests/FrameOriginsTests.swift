import Testing
import Wire

@testable import Reports

@Suite struct FrameOriginsTests {
    @Test func framesAreFoundInTheirFile() {
        var origins = FrameOrigins()
        // The second file has no frame of interest.
        for (number, inFile, file) in [(2, 2, 0), (3, 3, 0), (12, 2, 2), (14, 4, 2)] {
            origins.note(
                FrameInfo(
                    number: number, numberInFile: inFile, file: file, time: Timestamp(nanoseconds: 0), wireLength: 60,
                    linkType: .ethernet))
        }
        let first = origins.origin(of: 3)
        #expect(first.file == 0 && first.frame == 3)
        let last = origins.origin(of: 13)
        #expect(last.file == 2 && last.frame == 3)
    }

    @Test func withoutFramesNumbersStayAsTheyAre() {
        #expect(FrameOrigins().origin(of: 7).frame == 7)
    }
}
