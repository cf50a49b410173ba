package io.jitaccess.entra;

import com.microsoft.graph.core.content.BatchRequestContent;
import com.microsoft.graph.core.content.BatchResponseContent;
import com.microsoft.graph.models.odataerrors.MainError;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.NativeResponseHandler;
import com.microsoft.kiota.RequestInformation;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Microsoft Graph: what is asked of it goes out in batches, each batch once. */
final class Graph implements AutoCloseable {

    /** The most that one batch holds (learn.microsoft.com/graph/json-batching). */
    static final int BATCH = 20;

    private final GraphServiceClient client;
    private final OkHttpClient http;

    Graph(GraphServiceClient client, OkHttpClient http) {
        this.client = client;
        this.http = http;
    }

    GraphServiceClient client() {
        return client;
    }

    /** Where Graph's addresses begin. */
    String base() {
        return client.getRequestAdapter().getBaseUrl();
    }

    Answer send(RequestInformation request) {
        return send(List.of(request)).get(0);
    }

    <T> List<Answer> send(List<T> asked, Function<T, RequestInformation> request) {
        return send(asked.stream().map(request).toList());
    }

    /** One answer for each request, in the given order; what happens to a batch as a whole happens to all in it. */
    List<Answer> send(List<RequestInformation> requests) {
        List<Answer> answers = new ArrayList<>();
        for (int from = 0; from < requests.size(); from += BATCH) {
            answers.addAll(batch(requests.subList(from, Math.min(requests.size(), from + BATCH))));
        }
        return answers;
    }

    private List<Answer> batch(List<RequestInformation> requests) {
        try {
            BatchRequestContent content = new BatchRequestContent(client);
            List<String> ids =
                    requests.stream().map(content::addBatchRequestStep).toList();
            RequestInformation post = client.getBatchRequestBuilder().toPostRequestInformation(content);
            NativeResponseHandler raw = new NativeResponseHandler();
            post.setResponseHandler(raw);
            client.getRequestAdapter().sendPrimitive(post, null, InputStream.class);
            try (@Nullable Response response = (Response) raw.getValue()) {
                if (response == null) {
                    return all(Failure.missing(), requests);
                }
                return response.isSuccessful() ? parts(response, ids) : all(failure(response), requests);
            }
        } catch (IOException | RuntimeException e) {
            return all(Failure.of(e), requests);
        }
    }

    private static List<Answer> all(Failure failure, List<RequestInformation> requests) {
        return requests.stream().map(request -> Answer.failed(failure)).toList();
    }

    private static List<Answer> parts(Response response, List<String> ids) {
        BatchResponseContent content = new BatchResponseContent(response);
        return ids.stream().map(id -> part(content, id)).toList();
    }

    private static Answer part(BatchResponseContent content, String id) {
        try {
            // made of memory: there is nothing to close, and without a body closing it fails
            @Nullable Response part = content.getResponseById(id);
            if (part == null) {
                return Answer.failed(Failure.missing());
            }
            return part.isSuccessful() ? new Answer(text(part), Optional.empty()) : Answer.failed(failure(part));
        } catch (IOException | RuntimeException e) {
            return Answer.failed(Failure.unreadable());
        }
    }

    private static Failure failure(Response response) {
        @Nullable MainError error = null;
        try {
            error = Answer.parse(text(response), ODataError::createFromDiscriminatorValue)
                    .getError();
        } catch (IOException | RuntimeException saysNothing) {
            // the status says enough
        }
        return Failure.of(response.code(), response.header("Retry-After"), error);
    }

    private static String text(Response response) throws IOException {
        @Nullable ResponseBody body = response.body();
        return body == null ? "" : body.string();
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
