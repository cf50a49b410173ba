package io.jitaccess.notify;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Keeps status and headers, known before the body comes. A short body is read and dropped, so that the connection can be
 * used again; a longer one is cut off with its connection.
 */
final class StatusOnly implements HttpResponse.BodyHandler<Void> {

    private static final int LONGEST_BODY = 64 * 1024;

    private volatile @Nullable ResponseInfo seen;

    /** The response, once its headers have come, whatever became of the body. */
    Optional<ResponseInfo> seen() {
        return Optional.ofNullable(seen);
    }

    @Override
    public BodySubscriber<Void> apply(ResponseInfo response) {
        seen = response;
        return new Drop();
    }

    private static final class Drop implements BodySubscriber<Void> {

        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private Flow.@Nullable Subscription subscription;
        private long length;

        @Override
        public void onSubscribe(Flow.Subscription source) {
            subscription = source;
            source.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> part) {
            length += part.stream().mapToLong(ByteBuffer::remaining).sum();
            if (length > LONGEST_BODY && subscription != null) {
                subscription.cancel();
                end.complete(null);
            }
        }

        @Override
        public void onError(Throwable error) {
            end.completeExceptionally(error);
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }

        @Override
        public CompletionStage<Void> getBody() {
            return end;
        }
    }
}
