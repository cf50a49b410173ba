package io.jitaccess.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.audit.AuditEvent;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.Notification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A notification names a bounded number of recipients; an event for more is told in several, and nobody is lost. */
class NotificationPartsTest {

    private static final AuditEvent EVENT = Events.active(Map.of()).event();

    private static Set<IdentityId> users(int count) {
        return IntStream.range(0, count).mapToObj(i -> new IdentityId("u" + i)).collect(Collectors.toSet());
    }

    private static Set<GroupId> groups(int count) {
        return IntStream.range(0, count).mapToObj(i -> new GroupId("g" + i)).collect(Collectors.toSet());
    }

    @Test
    void upToTheLimitOneNotificationNamesAll() {
        assertThat(Notification.of(EVENT, users(500), groups(500)))
                .containsExactly(new Notification(EVENT, users(500), groups(500)));
        assertThat(Notification.of(EVENT, Set.of(), Set.of()))
                .containsExactly(new Notification(EVENT, Set.of(), Set.of()));
    }

    @Test
    void beyondItEachIsNamedOnce() {
        List<Notification> parts = Notification.of(EVENT, users(1001), groups(501));

        assertThat(parts).extracting(Notification::part).containsExactly(1, 2, 3);
        assertThat(parts.stream().flatMap(part -> part.toUsers().stream()))
                .doesNotHaveDuplicates()
                .hasSameElementsAs(users(1001));
        assertThat(parts.stream().flatMap(part -> part.toGroups().stream()))
                .doesNotHaveDuplicates()
                .hasSameElementsAs(groups(501));
    }

    @Test
    void eachHasAnIdOfItsOwnSoThatAReceiverDropsNone() {
        List<Notification> parts = Notification.of(EVENT, users(1001), Set.of());

        assertThat(parts)
                .extracting(Notification::id)
                .containsExactly(Events.ID + "", Events.ID + "-2", Events.ID + "-3");
        assertThat(new String(EventJson.cloudEvent(parts.get(1), URI.create("urn:x")), StandardCharsets.UTF_8))
                .contains("\"id\":\"" + Events.ID + "-2\"");
    }

    @Test
    void moreThanTheLimitInOneIsRefused() {
        Set<IdentityId> many = users(501);
        assertThatThrownBy(() -> new Notification(EVENT, many, Set.of())).isInstanceOf(IllegalArgumentException.class);
        Set<GroupId> manyGroups = new TreeSet<>(groups(501));
        assertThatThrownBy(() -> new Notification(EVENT, Set.of(), manyGroups))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
