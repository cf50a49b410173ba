package io.jitaccess.aws;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The fake of AWS with accounts and people in it, and the provider on it, for measuring. */
public final class AwsWorld implements AutoCloseable {

    private final FakeAws aws;
    private final AwsProvider provider;
    private final String set;
    private final List<String> users = new ArrayList<>();

    /**
     * Makes accounts {@code 000000000001} and on, and a user of Identity Center for each mail address.
     *
     * @param clock the fake's time, which somebody lets pass
     */
    public AwsWorld(TestClock clock, int accounts, List<String> mails) {
        this.aws = new FakeAws(clock);
        this.set = aws.sso.permissionSet("Readers", "PT1H");
        for (int i = 1; i <= accounts; i++) {
            aws.sso.accounts.add(account(i));
        }
        mails.forEach(mail -> users.add(aws.store.user(mail)));
        this.provider = AwsProvider.builder("aws")
                .region("eu-central-1")
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAFAKE", "fake")))
                .endpoint(aws.uri())
                .identityStore(FakeIdentityStore.STORE)
                .groups()
                .identityCenter(FakeSsoAdmin.INSTANCE)
                .clock(clock.asClock())
                .build();
    }

    private static String account(int number) {
        return String.format("%012d", number);
    }

    /** With AWS's own client below it. */
    public AwsProvider provider() {
        return provider;
    }

    /** The permission set on that account, from 1. */
    public Entitlement entitlement(int account) {
        return Entitlement.of("aws", "account-assignment", Map.of("account", account(account), "permission-set", set));
    }

    /** The same for one of the people, as the engine names it to the provider. */
    public AccessRef access(int account, int person) {
        return new AccessRef(
                AssignmentId.random(),
                new PrincipalId(users.get(person)),
                entitlement(account),
                provider.targetKey(entitlement(account)),
                Optional.empty());
    }

    /** Puts the assignment there without a call. */
    public void put(int account, int person) {
        aws.quietly(
                () -> aws.sso.assignments().add(new FakeSsoAdmin.Assignment(account(account), set, users.get(person))));
    }

    /** From now on an answer takes so long, and an operation of Identity Center goes on for so long behind it. */
    public void takes(Duration answer, Duration operation) {
        aws.latency(answer);
        aws.quietly(() -> aws.sso.takes = operation);
    }

    /** From now on the permission set is the management account's business, and every assignment of it is refused. */
    public void refuses() {
        aws.quietly(() -> aws.sso.ofManagement.add(set));
    }

    /** Lifts Identity Center's quotas, or puts them in force. */
    public void quotas(boolean inForce) {
        aws.quietly(() -> aws.sso.quotas = inForce);
    }

    /** Calls by AWS's names and refusals by their codes, since the last time. */
    public Map<String, Integer> takeCounts() {
        return aws.takeCounts();
    }

    /** How many assignments there are. */
    public int assigned() {
        return aws.quietly(() -> aws.sso.assignments().size());
    }

    @Override
    public void close() {
        provider.close();
        aws.close();
    }
}
