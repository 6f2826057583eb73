import Storage
import Web

/// What a person reads when the database cannot do what was asked.
extension StorageError: Explained {
    package var status: Int {
        switch self {
        case .full, .unavailable, .conflict, .timeout, .owned: 503
        case .constraint: 409
        case .damaged, .readOnly, .column, .statement, .notDurable: 500
        }
    }

    package var kind: String {
        switch self {
        case .constraint: "storage constraint"
        case .conflict: "storage conflict"
        case .full: "storage full"
        case .unavailable: "storage unavailable"
        case .owned: "storage owned"
        case .damaged: "storage damaged"
        case .readOnly: "storage read only"
        case .timeout: "storage timeout"
        case .column: "storage column"
        case .statement: "storage statement"
        case .notDurable: "storage not durable"
        }
    }

    package var title: String {
        switch self {
        case .full: "We cannot save anything just now"
        case .unavailable, .conflict, .timeout, .owned: "We cannot reach our records just now"
        case .constraint: "That could not be saved as it is"
        case .damaged, .readOnly, .column, .statement, .notDurable: "Something went wrong on our side"
        }
    }

    package var happened: String {
        switch self {
        case .full: "Our storage is full. Nothing you sent was saved; what was saved before is safe and can be read."
        case .unavailable, .conflict, .timeout, .owned:
            "What you sent may not have been saved. What was saved before is safe."
        case .constraint: "Something it depends on has changed since you opened the page. Nothing was changed."
        case .damaged, .readOnly, .column, .statement, .notDurable:
            "We could not finish this. Anything you saved before is safe."
        }
    }

    package var next: String {
        switch self {
        case .full: "Keep this page open. Tell your administrator, and send it again in a few minutes."
        case .unavailable, .conflict, .timeout, .owned:
            "Wait a minute, then go back and send it again. It will not be counted twice."
        case .constraint: "Go back, reload the page and try again."
        case .damaged, .readOnly, .column, .statement, .notDurable:
            "Try again in a minute. If it still does not work, ring us and give the reference."
        }
    }
}
