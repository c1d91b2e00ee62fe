import TCP
import Testing

@testable import TCPExplain

/// The names that the library gives are those of the records, all of them.
@Suite struct NamesTests {
    @Test func namesAreThoseOfTheRecords() {
        #expect(Note.allCases.map(\.rawValue) == Notes.names)
        #expect(Step.allCases.map(\.rawValue) == Steps.names)
        #expect(ConnectionState.allCases.map(\.rawValue) == PeerState.allCases.map(\.name))
        #expect(Note.all(of: [.retransmission, .duplicateFrame]) == [.retransmission, .duplicateFrame])
        #expect(Step.all(of: [.handshake2, .wave4]) == [.handshake2, .wave4])
    }

    @Test(arguments: [
        HandshakeOutcome.simultaneous, .split, .complete, .refused, .aborted, .unanswered, .partial, .notCaptured,
    ])
    func openingsAreKnown(outcome: HandshakeOutcome) { #expect(Opening(outcome).rawValue == outcome.rawValue) }

    @Test(arguments: [CloseOutcome.simultaneous, .threeStep, .fourStep, .reset, .incomplete, .none])
    func closingsAreKnown(outcome: CloseOutcome) { #expect(Closing(outcome).rawValue == outcome.rawValue) }

    @Test(arguments: [ConnectionTable.Ending.close, .reset, .reuse, .idle, .limit, .end])
    func endingsAreKnown(ending: ConnectionTable.Ending) { #expect(Ending(ending).rawValue == ending.rawValue) }
}
