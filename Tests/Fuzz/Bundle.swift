import Foundation

extension Foundation.Bundle {
    /// The fuzzer is built without the package manager: files lie where `run` puts them, beside the program.
    static let module = Bundle(path: Bundle.main.bundlePath + "/" + name) ?? Bundle.main

    private static var name: String {
        String(#fileID.prefix { $0 != "/" })
    }
}
