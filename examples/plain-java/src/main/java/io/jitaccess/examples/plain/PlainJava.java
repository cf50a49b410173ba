package io.jitaccess.examples.plain;

import io.jitaccess.JitAccess;
import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.Condition;
import io.jitaccess.approval.PolicyId;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.approval.Stage;
import io.jitaccess.approval.Verdict;
import io.jitaccess.catalogue.ProgrammaticSource;
import io.jitaccess.directory.StaticDirectory;
import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.DurationLimits;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.eligibility.ReasonRule;
import io.jitaccess.eligibility.Subjects;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.grant.Grant;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.jdbc.JdbcSchema;
import io.jitaccess.jdbc.JdbcStore;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestDraft;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** The library without a framework: Ada asks for write access to a project, Bob approves, Ada has it and gives it back. */
public final class PlainJava {

    private static final EligibilityId WRITE = new EligibilityId("project-write");

    private PlainJava() {}

    /** @param args the folder for the database and the members file; without one, {@code target/plain-java} */
    public static void main(String... args) throws Exception {
        Path folder = Files.createDirectories(Path.of(args.length > 0 ? args[0] : "target/plain-java"));
        DataSource database = database(folder);
        MembersFile members = new MembersFile(folder.resolve("writers.txt"));

        // snippet:plain-java
        IdentityId ada = new IdentityId("ada");
        IdentityId bob = new IdentityId("bob");
        JdbcSchema.migrate(database);
        try (JitAccess jit = JitAccess.builder()
                .store(JdbcStore.builder(database).build())
                .directory(new StaticDirectory(List.of(person(ada, "developers"), person(bob, "leads"))))
                .provider(members)
                .eligibilities(new ProgrammaticSource("this program", catalogue()))
                .build()) {
            jit.start();

            AccessRequest asked = jit.requests()
                    .request(ada, RequestDraft.of(WRITE, Duration.ofHours(2), "Release 1.4"))
                    .orElseThrow();
            System.out.println("Ada asked: " + asked.state());

            AccessRequest decided = jit.requests()
                    .decide(bob, asked.id(), asked.version(), Verdict.APPROVE, "have fun")
                    .orElseThrow();
            Grant grant = jit.grants().whenActive(decided.grant().orElseThrow()).get(30, TimeUnit.SECONDS);
            System.out.println("Ada holds it until " + grant.endsAt() + ", writers: " + members.read());

            jit.grants().release(ada, grant.id(), "released").orElseThrow();
            jit.grants().whenEnded(grant.id()).get(30, TimeUnit.SECONDS);
            System.out.println("Ada gave it back, writers: " + members.read());
        }
        // snippet:end
    }

    private static DataSource database(Path folder) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + folder.toAbsolutePath().resolve("jit-access"));
        return database;
    }

    private static Identity person(IdentityId id, String group) {
        return new Identity(
                id,
                IdentityKind.HUMAN,
                id.value(),
                Optional.empty(),
                true,
                Set.of(new GroupId(group)),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    /** Developers may write for up to eight hours, if one of the leads agrees. */
    private static Catalogue catalogue() {
        Stage leads = Stage.of("leads", Approvers.groups(new GroupId("leads")), 1);
        Rule always = new Rule(
                "a lead agrees",
                new Condition.Always(),
                new RuleOutcome.Staged(List.of(leads), RuleOutcome.Staged.DEFAULT_LAPSE));
        ApprovalPolicy policy = new ApprovalPolicy(new PolicyId("leads"), List.of(always));
        Eligibility write = new Eligibility(
                WRITE,
                "Write to the project",
                "",
                Subjects.groups(new GroupId("developers")),
                Set.of(),
                List.of(Entitlement.of("members", "writer", Map.of())),
                new DurationLimits(Duration.ofMinutes(1), Duration.ofHours(8), Duration.ofHours(8)),
                policy.id(),
                ReasonRule.REQUIRED,
                false,
                BundleMode.ALL_OR_NOTHING,
                Duration.ZERO,
                true,
                Map.of());
        return new Catalogue(List.of(policy), List.of(write));
    }
}
