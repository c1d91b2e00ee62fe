/// The first names of a list, as many as one line can show.
struct ShownNames {
    /// Characters that are shown.
    static let limit = 80

    let text: String
    /// How many names are left out.
    let more: Int

    init(_ names: [String]) {
        var text = names.first ?? ""
        var count = min(1, names.count)
        while count < names.count, text.utf8.count + 2 + names[count].utf8.count <= Self.limit {
            text += ", " + names[count]
            count += 1
        }
        self.text = text
        more = names.count - count
    }
}
