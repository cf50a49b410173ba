package io.jitaccess.okta;

import com.okta.sdk.resource.common.PagedList;
import io.jitaccess.spi.ProviderException;
import java.util.List;
import java.util.Optional;

/** Okta's pages: a {@code Link} header tells whether there is another, and where it begins. */
final class Paging {

    private Paging() {}

    /**
     * Deprecated in the SDK in favour of the last answer of the same thread, which another request of it overwrites.
     *
     * @throws ProviderException where there is another page that cannot be asked for: a listing is never short
     */
    @SuppressWarnings("deprecation")
    static Optional<String> next(List<?> page) {
        if (!(page instanceof PagedList<?> paged) || paged.getNextPage() == null) {
            return Optional.empty();
        }
        Optional<String> after;
        try {
            after = Optional.ofNullable(paged.getAfter()).filter(text -> !text.isEmpty());
        } catch (RuntimeException unreadable) {
            after = Optional.empty();
        }
        if (after.isEmpty()) {
            throw new ProviderException("Okta told of another page, and not where it begins");
        }
        return after;
    }
}
