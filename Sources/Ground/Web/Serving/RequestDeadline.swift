import NIOCore
import NIOHTTPTypes

/// Says that the body under way was let in and may take this long: sent through a connection's channel.
struct MoreTime: Sendable {
    let seconds: Int64
}

/// Closes a connection whose request does not arrive whole in time, however busily its bytes trickle.
///
/// An idle timeout alone restarts with every byte, which is just what a slow attack sends.
final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let head: TimeAmount
    private let body: TimeAmount
    private var alarm: Scheduled<Void>?

    init(head: TimeAmount, body: TimeAmount) {
        self.head = head
        self.body = body
    }

    func channelActive(context: ChannelHandlerContext) {
        set(head, on: context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        alarm?.cancel()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        alarm?.cancel()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: set(body, on: context)
        case .body: break
        case .end:
            alarm?.cancel()
            alarm = nil
        }
        context.fireChannelRead(data)
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard let more = event as? MoreTime else {
            context.triggerUserOutboundEvent(event, promise: promise)
            return
        }
        // A body that is here already needs none.
        if alarm != nil { set(.seconds(more.seconds), on: context) }
        promise?.succeed()
    }

    private func set(_ time: TimeAmount, on context: ChannelHandlerContext) {
        alarm?.cancel()
        let channel = context.channel
        alarm = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }
}
