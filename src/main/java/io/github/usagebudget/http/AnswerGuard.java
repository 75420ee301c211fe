package io.github.usagebudget.http;

import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.http.BlockingCall.Transmission;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets exactly one answer through for each request of a connection. It stands between Netty's HTTP codec and Vert.x, because Vert.x 4 takes
 * every interim answer but 100 and 103 for the final one. Each later request on that connection would then get the answer of the one before
 * it. The guard drops interim answers (RFC 9110, 15.2), cuts a body that is too long, and closes a connection that delivers anything but the
 * one answer or was idle for too long. It relies on the names that Vert.x 4.5 gives its handlers ({@code HttpChannelConnector}). There is one
 * for each connection; only its event loop calls it, unless a method says otherwise.
 */
final class AnswerGuard extends ChannelDuplexHandler {
    private static final String NAME = "answer-guard";

    private final HttpConnection connection;
    private final EventLoop eventLoop;
    private final IdleLimit idle;
    private final AtomicBoolean discarded = new AtomicBoolean();

    // Mutable state
    private volatile Transmission next;
    private Transmission awaited;
    private boolean interim;
    /** The end of the answer, held back until everything that was read with it is decoded. */
    private LastHttpContent end;

    private ByteBuf reading;

    private AnswerGuard(HttpConnection connection, EventLoop eventLoop, Ticker ticker) {
        this.connection = connection;
        this.eventLoop = eventLoop;
        this.idle = new IdleLimit(ticker);
    }

    /** The guard of a connection; installs it before the first request. */
    static AnswerGuard of(HttpConnection connection) {
        var pipeline = ((ConnectionBase) connection).channel().pipeline();
        var guard = pipeline.get(AnswerGuard.class);
        return guard == null ? install(pipeline, connection, Ticker.SYSTEM) : guard;
    }

    static AnswerGuard install(ChannelPipeline pipeline, HttpConnection connection, Ticker ticker) {
        var guard = new AnswerGuard(connection, pipeline.channel().eventLoop(), ticker);
        // otherwise Vert.x logs what is wrong with an answer, in its sender's words
        connection.exceptionHandler(ignored -> {});
        pipeline.addBefore("codec", NAME + "-bytes", guard.new Bytes());
        pipeline.addBefore("handler", NAME, guard);
        return guard;
    }

    /** The next request to be written. Called by the thread that holds the connection. */
    void expect(Transmission transmission) {
        next = transmission;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpRequest) {
            var leaving = next;
            next = null;
            if (discarded.get()
                    || idle.hasPassed()
                    || !context.channel().isActive()
                    || leaving == null
                    || !leaving.leave()) {
                ReferenceCountUtil.release(message);
                promise.tryFailure(new ClosedChannelException());
                discard();
                return;
            }
            awaited = leaving;
            idle.end();
        }
        context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (discarded.get() || awaited == null || end != null) {
            ReferenceCountUtil.release(message);
            discard();
        } else if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            context.fireChannelRead(message);
        } else if (message instanceof HttpResponse head && head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            ReferenceCountUtil.release(message);
            interim = true;
            // no request asked for another protocol, but Netty decodes what follows as one
            if (head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) discard();
        } else if (interim) {
            ReferenceCountUtil.release(message);
            interim = !(message instanceof LastHttpContent);
        } else if (message instanceof HttpContent content
                && !awaited.takes(content.content().readableBytes())) {
            ReferenceCountUtil.release(message);
            awaited = null;
            discard();
            context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        } else if (message instanceof LastHttpContent last) {
            end = last;
            if (reading != null && reading.refCnt() > 0 && reading.isReadable()) discard();
        } else {
            if (message instanceof HttpResponse head) idle.announced(head);
            context.fireChannelRead(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        finish(context);
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        finish(context);
        discarded.set(true);
        idle.end();
        context.fireChannelInactive();
    }

    private void finish(ChannelHandlerContext context) {
        if (end == null) return;
        var last = end;
        end = null;
        awaited = null;
        // before Vert.x gives the connection to the next request
        if (!idle.begin(context.executor(), this::discard)) discard();
        context.fireChannelRead(last);
    }

    /** Closes the connection and takes it out of Vert.x's pool. Nothing is sent on it from now on. Any thread can call this. */
    void discard() {
        if (!discarded.compareAndSet(false, true)) return;
        if (eventLoop.inEventLoop()) connection.close();
        else eventLoop.execute(connection::close);
    }

    /** Before the codec: bytes that no request asked for. */
    private final class Bytes extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (discarded.get() || awaited == null || end != null) {
                ReferenceCountUtil.release(message);
                discard();
                return;
            }
            reading = message instanceof ByteBuf bytes ? bytes : null;
            try {
                context.fireChannelRead(message);
            } finally {
                reading = null;
            }
        }
    }
}
