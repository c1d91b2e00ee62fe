/// Numbers of connections in their order, and which one in it each of them is, where some turn out not to belong to it: a Fenwick tree, so that
/// hundreds of thousands can be.
struct ConnectionRanks {
    /// Numbers that are held at most, those that were taken out again included.
    static let maximum = 1 << 20

    private var numbers: [Int] = []
    private var isGone: [Bool] = []
    /// At each index, counted from 1: how many belong to it of as many as its lowest set bit says, up to this one.
    private var tree: [Int32] = [0]
    private(set) var count = 0

    /// Adds one behind all that are there.
    mutating func append(_ number: Int) {
        guard numbers.count < Self.maximum, number > numbers.last ?? .min else { return }
        numbers.append(number)
        isGone.append(false)
        count += 1
        let index = numbers.count
        var sum: Int32 = 1
        var below = index - 1
        while below > index - (index & -index) {
            sum += tree[below]
            below -= below & -below
        }
        tree.append(sum)
    }

    /// Takes one out; false if it was not there.
    @discardableResult mutating func remove(_ number: Int) -> Bool {
        guard let place = place(of: number), !isGone[place] else { return false }
        isGone[place] = true
        count -= 1
        var index = place + 1
        while index < tree.count {
            tree[index] -= 1
            index += index & -index
        }
        return true
    }

    /// Which one of those that are there it is, from 1; nil if it is not there.
    func rank(of number: Int) -> Int? {
        guard let place = place(of: number), !isGone[place] else { return nil }
        var sum: Int32 = 0
        var index = place + 1
        while index > 0 {
            sum += tree[index]
            index -= index & -index
        }
        return Int(sum)
    }

    /// The number with this rank.
    func number(at rank: Int) -> Int? {
        guard rank >= 1, rank <= count else { return nil }
        var index = 0
        var left = Int32(rank)
        var step = 1 << 20
        while step > 0 {
            if index + step < tree.count, tree[index + step] < left {
                index += step
                left -= tree[index]
            }
            step >>= 1
        }
        return numbers[index]
    }

    private func place(of number: Int) -> Int? {
        var low = 0
        var high = numbers.count
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < numbers.count && numbers[low] == number ? low : nil
    }
}
