import Kernel
import Web

extension InsightLink {
    package static func signal(_ id: ID<Signal>) -> Link { "/insight/signals/\(id)" }
    static func decideSignal(_ id: ID<Signal>) -> Link { "/insight/signals/\(id)/decide" }
    static let digest: Link = "/insight/signals/digest"
}
