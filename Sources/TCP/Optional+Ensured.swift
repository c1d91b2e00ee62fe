extension Optional where Wrapped: AnyObject {
    /// What is there; made where there is nothing yet.
    @inline(__always)
    mutating func ensured(_ make: @autoclosure () -> Wrapped) -> Wrapped {
        if let self { return self }
        let new = make()
        self = new
        return new
    }
}
