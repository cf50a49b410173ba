package io.jitaccess.examples.portal.query;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/** One browser session's open connections, one per person and grant. They are closed when the browser session ends. */
final class QuerySessions implements HttpSessionBindingListener {

    private static final String ATTRIBUTE = QuerySessions.class.getName();
    private static final int MOST = 8;

    /** Whose connection it is, and under which grant. */
    record Key(String person, String grant) {}

    private final Map<Key, QuerySession> open = new LinkedHashMap<>();

    private QuerySessions() {}

    static QuerySessions of(HttpSession session) {
        synchronized (WebUtils.getSessionMutex(session)) {
            QuerySessions there = (QuerySessions) session.getAttribute(ATTRIBUTE);
            if (there == null) {
                there = new QuerySessions();
                session.setAttribute(ATTRIBUTE, there);
            }
            return there;
        }
    }

    synchronized Optional<QuerySession> find(Key key) {
        return Optional.ofNullable(open.get(key));
    }

    synchronized Map<Key, QuerySession> ofPerson(String person) {
        Map<Key, QuerySession> found = new LinkedHashMap<>(open);
        found.keySet().removeIf(key -> !key.person().equals(person));
        return found;
    }

    /** Keeps the connection; closes the one that it replaces, and the oldest if there are too many. */
    synchronized void put(Key key, QuerySession session) {
        close(open.remove(key));
        if (open.size() >= MOST) {
            close(open.remove(open.keySet().iterator().next()));
        }
        open.put(key, session);
    }

    synchronized void remove(Key key) {
        close(open.remove(key));
    }

    @Override
    public synchronized void valueUnbound(HttpSessionBindingEvent event) {
        open.values().forEach(QuerySession::close);
        open.clear();
    }

    private static void close(@Nullable QuerySession session) {
        if (session != null) {
            session.close();
        }
    }
}
