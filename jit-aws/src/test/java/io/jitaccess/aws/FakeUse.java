package io.jitaccess.aws;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.testkit.provider.ProviderUse;
import java.util.Map;
import java.util.Optional;

/** Uses sessions of roles for {@code s3:GetObject}, as STS and the judge of policies see it. */
record FakeUse(FakeAws aws) implements ProviderUse {

    static final String OBJECT = "arn:aws:s3:::shop/reports/2030.csv";

    @Override
    public boolean works(AccessRef access, Credential credential) {
        return aws.quietly(() -> aws.sts
                .byKey(credential.fields().getOrDefault("accessKeyId", ""))
                .filter(session -> session.token().equals(credential.fields().get("sessionToken")))
                .filter(session -> aws.clock.now().isBefore(session.expires()))
                .filter(session -> PolicyJudge.allows(session.policy(), "s3:GetObject", OBJECT, aws.clock.now()))
                .filter(session -> aws.iam.policies.of(session.role()).values().stream()
                        .noneMatch(document -> PolicyJudge.denies(
                                document,
                                "s3:GetObject",
                                OBJECT,
                                aws.clock.now(),
                                Map.of("aws:userid", "AROAwide:" + session.name()))))
                .isPresent());
    }

    @Override
    public Optional<OpenSession> open(AccessRef access, Optional<Credential> credential) {
        return credential.map(issued -> () -> works(access, issued));
    }
}
