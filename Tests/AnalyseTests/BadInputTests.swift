import Foundation
import Testing

/// Files and words that cannot be right: each is refused in plain words, or answered soundly.
@Suite struct BadInputTests {
    let folder: Folder

    init() throws {
        folder = try Folder()
        try folder.writeForOptions()
        try folder.write("empty.csv", ["month,value,count,population,id,x,y,date,cases"])
        try Data().write(to: folder.url.appendingPathComponent("nothing.csv"))
        let months = (0..<60).map(Folder.month)
        try folder.write("zeros.csv", ["month,value"] + months.map { "\($0),0" })
        try folder.write("five.csv", ["month,value"] + months.prefix(5).enumerated().map { "\($1),\(3 + $0)" })
        try folder.write("negative.csv", ["month,count"] + months.enumerated().map { "\($1),\($0 == 3 ? -2 : 5)" })
        try folder.write("twice.csv", ["month,value"] + (months + ["2020-02"]).map { "\($0),5" })
        try folder.write("swapped.csv", ["id,latitude,longitude,count,date,population", "A,-2.5,51.4,3,2024-01-01,9"])
        try folder.write(
            "nowhere.csv", ["easting,northing,date", "350000,170000,2024-01-01", "0,0,2024-01-02"])
        try folder.write(
            "police.csv",
            ["Crime ID,Month,Reported by,Falls within,Longitude,Latitude"]
                + (0..<9).map { "c\($0),2024-01,A force,A force,\(-2.5 - 0.001 * Double($0)),51.4" })
        try folder.write(
            "dated-months.csv", ["easting,northing,date"] + (0..<9).map { "\(350_000 + $0),170000,2024-01" })
        try folder.write(
            "island.csv", ["id,x,y,count", "A,0,0,5", "B,100,0,6", "C,200,0,2", "D,50000,0,9", "E,300,50,4"])
        try folder.write("equal.csv", ["id,x,y,count"] + (0..<5).map { "A\($0),\($0)00,0,0" })
        try folder.write("nobody.csv", ["area,count,population", "A,1,0", "B,2,100"])
        try folder.write("none.csv", ["area,count,population", "A,0,100", "B,0,100"])
        try folder.write("below.csv", ["area,count,population", "A,-1,100", "B,2,100"])
        try folder.write(
            "nan.csv",
            ["id,area,date,x,y,value,count,cases,population", "A,A,2024-01-01,1,1,NaN,NaN,NaN,9"]
                + ["B,B,2024-02-01,2,2,1,1,1,9", "C,C,2024-03-01,3,1,1,1,1,9"])
    }

    @Test(arguments: Methods.all)
    func `a file that is not there, empty, without its column or with NaN is refused by name`(_ method: String) throws {
        let needs = [
            "its": " --change 2024-01", "gistar": " --k 2", "moran": " --k 2", "knox": " --delta 100 --tau 7",
            "rri": " --reference A",
        ]
        let more = needs[method] ?? ""
        let missing = try folder.analyse("\(method) --input not-there.csv\(more)")
        #expect(missing.code == 3 && missing.complained.contains("could not be opened"))
        let empty = try folder.analyse("\(method) --input empty.csv\(more)")
        #expect(empty.code == 3 && empty.complained.contains("empty.csv has a header and no rows."))
        let nothing = try folder.analyse("\(method) --input nothing.csv\(more)")
        #expect(nothing.code == 3 && nothing.complained.contains("The file is empty"))
        let other = try folder.analyse("\(method) --input pairs.csv\(more)")
        #expect(other.code == 3 && other.complained.contains("has no column"), "\(other.complained)")
        #expect(other.complained.contains("It has: focal, neighbor, weight."))
        let point = ["kde", "knox", "nearrepeat"].contains(method)
        let weights = method == "kde" ? " --weights value" : ""
        let nan = try folder.analyse("\(method) --input nan.csv\(more)\(weights)")
        #expect(
            nan.code == 3 && (method != "kde" && point || nan.complained.contains("“NaN” is not a number")), "\(nan)")
        for answer in [missing, empty, nothing, other, nan] { #expect(answer.said.isEmpty) }
    }

    @Test(arguments: [
        ("farrington --input five.csv", "Series of 5 points: Farrington needs at least 64"),
        ("ears --input five.csv", "Series of 5 points: EARS C1 needs at least 8"),
        ("stl --input five.csv", "Series of 5 points: a seasonal decomposition needs at least 25"),
        ("its --input five.csv --change 2020-03", "the trend before the change needs at least 3"),
        ("cusum --input zeros.csv", "no case before the first tested period"),
        ("forecast --input zeros.csv", "Every value of the series is the same."),
        ("its --input zeros.csv --change 2022-03", "Every count before the change is zero."),
        ("spc --input negative.csv", "negative.csv, line 5, column “count”: -2 is below zero"),
        ("farrington --input negative.csv", "line 5, column “count”: -2 is below zero"),
        ("ears --input negative.csv", "-2 is below zero"), ("cusum --input negative.csv", "-2 is below zero"),
        ("stl --input negative.csv", "-2 is below zero"), ("forecast --input negative.csv", "-2 is below zero"),
        ("its --input negative.csv --change 2022-03", "-2 is below zero"),
        ("spc --input twice.csv", "twice.csv, line 62, column “month”: 2020-02 stands in the file twice."),
        ("gistar --input swapped.csv --k 1", "swapped.csv, line 2, column “latitude”: latitude and longitude have"),
        ("moran --input swapped.csv --k 1", "latitude and longitude have changed places"),
        ("kde --input swapped.csv", "latitude and longitude have changed places"),
        ("scan --input swapped.csv --cases count --period day", "latitude and longitude have changed places"),
        ("knox --input swapped.csv --delta 1 --tau 1", "latitude and longitude have changed places"),
        ("nearrepeat --input swapped.csv", "latitude and longitude have changed places"),
        ("kde --input nowhere.csv", "line 3, column “easting”: the place is 0, 0, which stands for nowhere."),
        (
            "knox --input police.csv --delta 100 --tau 7",
            "These points were moved to the nearest of a fixed set of points"
        ),
        ("nearrepeat --input police.csv", "use exact locations from the police, not police.uk"),
        ("kde --input police.csv", "These points were moved to shared map points"),
        ("kde --input police.csv --snapped-metres 200 --sigma 50", "Use a bandwidth of at least 200 metres"),
        ("knox --input dated-months.csv --delta 100 --tau 7", "These dates are months, not days"),
        ("nearrepeat --input dated-months.csv", "These dates are months, not days"),
        ("gistar --input island.csv --k 9", "9 nearest neighbours needs at least 10 places and was given 5."),
        ("moran --input island.csv --polygons squares.geojson", "squares.geojson has no area “A”"),
        ("gistar --input grid.csv --polygons months.csv", "months.csv"),
        ("gistar --input island.csv --neighbours pairs.csv", "“A00” is no area of the input."),
        ("scan --input grid.csv --cases x --expected y", "but nobody at risk there"),
        ("funnel --input below.csv", "below.csv, line 2, column “count”: -1 is below zero"),
        ("rates --input below.csv", "-1 is below zero"), ("lorenz --input below.csv", "-1 is below zero"),
        ("rri --input below.csv --reference A", "-1 is below zero"),
        ("rates --input nobody.csv", "The population is 0, so there is nothing to divide by."),
        ("rri --input nobody.csv --reference A", "The base of a group is 0"),
        ("funnel --input nobody.csv --data_type PR", "a part cannot be larger than the whole"),
        ("lorenz --input none.csv", "Every count is 0: there is nothing to share out."),
        ("rates --input ages.csv --confidence 2", "it must be above 0 and below 1"),
        ("lorenz --input areas.csv --share 3", "it must be above 0 and below 1"),
    ])
    func `what cannot be used is refused in plain words`(words: String, why: String) throws {
        let answer = try folder.analyse(words)
        #expect(answer.code == 3 && answer.said.isEmpty)
        #expect(answer.complained.contains(why), "\(answer.complained)")
    }

    @Test(arguments: [
        ("spc --input months.csv --rebase 2023-09", "--rebase takes a period and a reason"),
        ("spc --input months.csv --rebase 1990-01=x", "the file has no such period"),
        ("farrington --input weeks.csv --period week --limit54 5", "--limit54 takes two numbers"),
        ("farrington --input weeks.csv --period week --last 0", "--last takes a number of periods"),
        ("cusum --input months.csv --m lots", "--m takes a number or glm"),
        ("stl --input months.csv --s.window wide", "--s.window takes periodic or a number"),
        ("forecast --input months.csv --model XYZ", "--model takes error, trend and season"),
        ("its --input months.csv --change 1990-01", "the file has no such period"),
        ("its --input months.csv --change 2023-09 --lag 3", "--lag goes with --errors neweyWest or larger"),
        ("its --input months.csv --change 2023-09 --errors neweyWest --lag none", "--lag"),
        ("gistar --input grid.csv", "Say who is a neighbour in one way"),
        ("gistar --input grid.csv --k 3 --threshold 5", "Say who is a neighbour in one way"),
        ("kde --input events.csv --window 1,2,3", "--window takes four numbers"),
        ("kde --input events.csv --dimyx 0,5", "--dimyx takes two numbers"),
        ("knox --input events.csv --delta 100", "--tau"), ("rri --input groups.csv", "--reference"),
        ("rri --input groups.csv --reference Nobody", "the file has no such group"),
        ("scan --input cases.csv --threads 0", "--threads takes a number from 1 to 64"), ("spc", "--input"),
    ])
    func `wrong words end with 2 and say which`(words: String, why: String) throws {
        let answer = try folder.analyse(words)
        #expect(answer.code == 2 && answer.said.isEmpty)
        #expect(answer.complained.contains(why), "\(answer.complained)")
    }

    @Test(arguments: [
        ("spc --input five.csv", "Too few points for limits: 5, and 12 are needed."),
        ("spc --input zeros.csv", "0 in 2024-12, mean 0, limits 0 to 0. Ordinary variation."),
        ("ears --input zeros.csv", "0 alarms"), ("stl --input zeros.csv", "The trend goes from 0 to 0."),
        ("gistar --input equal.csv --k 2", "0 hot and 0 cold areas of 5"),
        ("moran --input equal.csv --k 2", "All values are equal, so nothing can be said of neighbours."),
        ("gistar --input island.csv --threshold 500", "Note: 1 area has no neighbours."),
        ("moran --input island.csv --threshold 500", "Note: 1 area has no neighbours."),
        ("funnel --input none.csv", "0 of 2 places lie outside their limits."),
        ("rri --input none.csv --reference A", "fewer than 10 events"),
        ("spc --input gap.csv", "1 period has no data. That is never taken for zero."),
    ])
    func `what is thin but sound is answered, and never with NaN`(words: String, says: String) throws {
        let answer = try folder.analyse(words)
        #expect(answer.code == 0 && answer.said.contains(says), "\(answer)")
        #expect(!answer.said.lowercased().contains("nan") && !answer.said.contains("inf"))
    }

    @Test func `rows without a place are left out, counted, and said with 1`() throws {
        try folder.write(
            "some.csv",
            ["easting,northing,date"]
                + (0..<9).map { "\($0 == 4 ? "," : "\(350_000 + 90 * $0),\(170_000 + $0 * $0)"),2024-01-0\($0 + 1)" })
        for words in [
            "kde --input some.csv", "knox --input some.csv --delta 100 --tau 2", "nearrepeat --input some.csv",
        ] {
            let answer = try folder.analyse(words)
            #expect(answer.code == 1 && answer.said.contains("Note: 1 row of the file could not be used."), "\(answer)")
        }
    }
}
