package io.jitaccess.azure;

import com.azure.core.http.rest.PagedIterable;
import com.azure.core.http.rest.PagedResponse;
import io.jitaccess.spi.ProviderException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Pages of the SDK, one request each. */
final class Pages {

    private Pages() {}

    /** @param from a page's own mark of where the next begins; the SDK asks for it as it is */
    static <T> PagedResponse<T> one(PagedIterable<T> list, Optional<String> from) {
        Iterator<PagedResponse<T>> pages =
                (from.isPresent() ? list.iterableByPage(from.get()) : list.iterableByPage()).iterator();
        if (!pages.hasNext()) {
            throw new ProviderException("Azure answered a list without a page");
        }
        return pages.next();
    }

    /** @throws ProviderException when there are more pages than that: a list that is not whole proves no absence */
    static <T> List<T> all(PagedIterable<T> list, int mostPages) {
        List<T> all = new ArrayList<>();
        int pages = 0;
        for (PagedResponse<T> page : list.iterableByPage()) {
            all.addAll(page.getValue());
            pages++;
            if (pages == mostPages && page.getContinuationToken() != null) {
                throw new ProviderException("Azure's list goes on after " + mostPages + " pages");
            }
        }
        return all;
    }
}
