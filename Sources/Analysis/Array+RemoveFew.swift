extension Array {
    /// Removes all elements, and keeps the space, if they are few: `removeAll` takes long for the one or two that there mostly are.
    mutating func removeFew() {
        guard count <= 8 else { return removeAll() }
        while !isEmpty { removeLast() }
    }
}
