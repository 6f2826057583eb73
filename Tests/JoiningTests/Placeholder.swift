import Testing
@testable import Joining
