import Kernel
import Testing

@Suite struct UPNTests {
    @Test func `a number is read as people write it`() {
        #expect(UPN("H801200001001")?.description == "H801200001001")
        #expect(UPN(" h801 2000 01001 ")?.description == "H801200001001")
        // 2×8 + 4×1 + 5×2 + 10×1 = 40, and 17 is the place of U.
        #expect(UPN("U801200001000")?.description == "U801200001000")
    }

    @Test func `a temporary number ends in a letter`() {
        // The last letter counts as its place: A 0, Z 22. 40 + 13×22 = 326, and 4 is the place of E.
        #expect(UPN("U80120000100A") != nil)
        #expect(UPN("E80120000100Z") != nil)
        #expect(UPN("U80120000100Z") == nil)
    }

    @Test(arguments: [
        "", "A12345", "H80120000100", "H8012000010011", "A801200001001", "H801200001002", "H081200001001",
        "I801200001001", "8H01200001001", "H80120000100I", "H80120000100O", "H80120000100S", "H80120A001001",
        "H80120000100١", "Ｈ801200001001", "H801200001é01",
    ])
    func `what does not add up is no number`(_ text: String) {
        #expect(UPN(text) == nil)
    }

    @Test func `any one wrong digit is found`() {
        let right = Array("H801200001001")
        for place in 1..<13 {
            for digit in "0123456789" where digit != right[place] {
                var wrong = right
                wrong[place] = digit
                #expect(UPN(String(wrong)) == nil, "\(String(wrong))")
            }
        }
    }

    @Test func `the check letter is put before the signs it is made from`() {
        #expect(UPN(withoutCheck: "801200001001")?.description == "H801200001001")
        #expect(UPN(withoutCheck: "80120000100Z")?.description == "E80120000100Z")
        #expect(UPN(withoutCheck: "80120000100") == nil)
        #expect(UPN(withoutCheck: "8012000010O1") == nil)
    }
}
