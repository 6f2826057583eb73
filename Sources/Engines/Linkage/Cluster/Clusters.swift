/// Disjoint sets of records with their members at hand.
struct Clusters {
    private let records: [UInt32]
    private var parents: [Int]
    private var memberLists: [[UInt32]]

    init(_ all: [UInt32]) {
        var records = all.sorted()
        var kept = 0
        for record in records where kept == 0 || records[kept - 1] != record {
            records[kept] = record
            kept += 1
        }
        records.removeLast(records.count - kept)
        self.records = records
        parents = Array(records.indices)
        memberLists = records.map { [$0] }
    }

    /// The number of records.
    var count: Int { records.count }

    /// The place of a record among those here.
    func index(of record: UInt32) -> Int {
        var low = 0
        var high = records.count
        while low < high {
            let middle = (low + high) / 2
            if records[middle] < record { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The number of the cluster a record is in.
    mutating func find(_ record: UInt32) -> Int {
        let place = index(of: record)
        var root = place
        while parents[root] != root { root = parents[root] }
        parents[place] = root
        return root
    }

    func members(_ cluster: Int) -> [UInt32] { memberLists[cluster] }

    mutating func unite(_ a: UInt32, _ b: UInt32) {
        let one = find(a)
        let other = find(b)
        guard one != other else { return }
        let root = min(one, other)
        let child = max(one, other)
        parents[child] = root
        memberLists[root] = (memberLists[root] + memberLists[child]).sorted()
        memberLists[child] = []
    }

    var all: [[UInt32]] { memberLists.filter { !$0.isEmpty } }
}
