extension RecordTable {
    public func debugRow(_ i: Int) -> String {
        let r = rows[i]
        var pc = ""
        for k in 0..<7 { let c = Int(r.postcode >> UInt64((6-k)*6) & 63); pc += c == 0 ? "_" : c <= 10 ? String(c-1) : String(UnicodeScalar(UInt8(c-11+65))) }
        return "\(id(i)) | \(names.texts[Int(r.forename)]) [\(names.text(entry: r.given))] \(names.text(entry: r.surname)) | \(r.birth) \(r.sex) | \(r.house>>15)/\(r.house & 0x3ff) \(streets[Int(r.street)]) \(pc) | \(r.ids[0] & ((1<<62)-1))\(r.ids[0]>>63 == 1 ? "?" : "") \(String(r.ids[1] & ((1<<62)-1), radix: 16)) L\(String(r.local, radix:16))"
    }
}
extension RecordTable { public var debugTrust: Float { Communities(self).trust } }
