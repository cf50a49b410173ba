package io.jitaccess.okta;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The fake of Okta with a group and people in it, and the provider on it, for tests of several providers. */
public final class OktaWorld implements AutoCloseable {

    private final FakeOkta okta;
    private final OktaProvider provider;
    private final String group;
    private final List<String> users = new ArrayList<>();

    /**
     * Makes a user for each mail address, which is the login, too.
     *
     * @param clock the fake's time, which somebody lets pass
     */
    public OktaWorld(TestClock clock, List<String> mails) {
        this.okta = new FakeOkta(clock);
        mails.forEach(mail -> users.add(okta.org.users.add(mail, mail).id));
        this.group = okta.org.groups.add("Readers", "OKTA_GROUP").id;
        this.provider = OktaProvider.builder("okta")
                .org(okta.uri())
                .plainHttp()
                .credential(OktaCredential.privateKey(FakeTokens.CLIENT, FakeTokens.KEY_ID, FakeTokens::key))
                .groups(Set.of(group))
                .timeout(Duration.ofSeconds(20))
                .clock(clock.asClock())
                .build();
    }

    /** With Okta's own client below it. */
    public OktaProvider provider() {
        return provider;
    }

    /** Membership of the group. */
    public Entitlement entitlement() {
        return World.membership(group);
    }

    /** From now on a rule feeds the group. */
    public void refuses() {
        okta.org.groups.rule(Set.of(group));
    }

    /** How many of the people are members. */
    public int held() {
        return (int) users.stream()
                .filter(user -> okta.org.groups.isMember(group, user))
                .count();
    }

    @Override
    public void close() {
        provider.close();
        okta.close();
    }
}
