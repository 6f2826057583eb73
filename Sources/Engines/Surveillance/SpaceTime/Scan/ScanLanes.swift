/// Numbers of cases side by side in one machine vector: one lane for each interval.
protocol ScanLanes: SIMD, Sendable where Scalar: FixedWidthInteger & SignedInteger & Sendable {
    /// Whether any lane is below 0.
    static func anyNegative(_ lanes: Self) -> Bool
    static func sum(_ one: Self, _ other: Self) -> Self
    static func difference(_ one: Self, _ other: Self) -> Self
    /// Adds 1 to each lane in which two numbers differ by less than a limit.
    static func countNear(_ sums: Self, _ one: Self, _ other: Self, _ limit: Self) -> Self
}

extension SIMD8<Int16>: ScanLanes {
    @inline(__always)
    static func anyNegative(_ lanes: Self) -> Bool {
        let words = unsafeBitCast(lanes, to: SIMD2<UInt64>.self)
        return (words.x | words.y) & 0x8000_8000_8000_8000 != 0
    }

    @inline(__always)
    static func sum(_ one: Self, _ other: Self) -> Self { one &+ other }
    @inline(__always)
    static func difference(_ one: Self, _ other: Self) -> Self { one &- other }
    @inline(__always)
    static func countNear(_ sums: Self, _ one: Self, _ other: Self, _ limit: Self) -> Self {
        let difference = one &- other
        let near = (difference .< limit) .& (.zero &- limit .< difference)
        // A mask is -1 in each lane that is true.
        return sums &- unsafeBitCast(near, to: Self.self)
    }
}

extension SIMD32<Int16>: ScanLanes {
    @inline(__always)
    static func anyNegative(_ lanes: Self) -> Bool {
        let half = lanes.lowHalf | lanes.highHalf
        return SIMD8<Int16>.anyNegative(half.lowHalf | half.highHalf)
    }

    @inline(__always)
    static func sum(_ one: Self, _ other: Self) -> Self { one &+ other }
    @inline(__always)
    static func difference(_ one: Self, _ other: Self) -> Self { one &- other }
    @inline(__always)
    static func countNear(_ sums: Self, _ one: Self, _ other: Self, _ limit: Self) -> Self {
        let difference = one &- other
        let near = (difference .< limit) .& (.zero &- limit .< difference)
        // A mask is -1 in each lane that is true.
        return sums &- unsafeBitCast(near, to: Self.self)
    }
}

extension SIMD16<Int32>: ScanLanes {
    @inline(__always)
    static func anyNegative(_ lanes: Self) -> Bool {
        let half = lanes.lowHalf | lanes.highHalf
        let quarter = half.lowHalf | half.highHalf
        let words = unsafeBitCast(quarter, to: SIMD2<UInt64>.self)
        return (words.x | words.y) & 0x8000_0000_8000_0000 != 0
    }

    @inline(__always)
    static func sum(_ one: Self, _ other: Self) -> Self { one &+ other }
    @inline(__always)
    static func difference(_ one: Self, _ other: Self) -> Self { one &- other }
    @inline(__always)
    static func countNear(_ sums: Self, _ one: Self, _ other: Self, _ limit: Self) -> Self {
        let difference = one &- other
        let near = (difference .< limit) .& (.zero &- limit .< difference)
        // A mask is -1 in each lane that is true.
        return sums &- unsafeBitCast(near, to: Self.self)
    }
}
