/// How many frames of a batch came, and how large they were: the run's summary gets them at the end of the batch.
struct BatchCounts {
    var frames = 0
    var segments = 0
    var capturedBytes = 0
    var wireBytes = 0
}
