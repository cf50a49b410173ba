package io.jitaccess.aws;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.identitystore.IdentitystoreClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.ssoadmin.SsoAdminClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The SDK's clients over one light HTTP client. None repeats a request: a repeated write answers "already there", and
 * then nobody knows whose access it is; reads are repeated by whoever asked. The HTTP client below streams each body
 * with its length given in advance, which is what keeps the JDK from sending a POST a second time.
 */
final class AwsClients implements AutoCloseable {

    private final SdkHttpClient http;
    private final IdentitystoreClient identityStore;
    private final IamClient iam;
    private final StsClient sts;
    private final SsoAdminClient ssoAdmin;
    private final OrganizationsClient organizations;
    private final Map<String, CloudTrailClient> trails = new TreeMap<>();

    /**
     * @param trail the regions whose CloudTrail is read
     * @param sso how fast Identity Center is asked
     * @param time what a call has left; no request is begun without any
     * @param endpoint where every request goes instead of AWS
     */
    AwsClients(
            AwsCredentialsProvider credentials,
            Region region,
            List<String> trail,
            Duration timeout,
            Pace sso,
            CallTime time,
            Optional<URI> endpoint) {
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(timeout)
                .socketTimeout(timeout)
                .build();
        Recipe recipe = new Recipe(http, new OwnCredentials(credentials), timeout, time, endpoint);
        this.identityStore = recipe.client(IdentitystoreClient.builder(), region);
        this.iam = recipe.client(IamClient.builder(), global(region));
        this.ssoAdmin = recipe.client(SsoAdminClient.builder(), region, List.of(new Paced(sso, time)));
        this.organizations = recipe.client(OrganizationsClient.builder(), global(region));
        trail.forEach(name -> trails.put(name, recipe.client(CloudTrailClient.builder(), Region.of(name))));
        this.sts = recipe.client(StsClient.builder(), region);
    }

    /** A request has a time-out to connect, and one to be answered. */
    static Duration longestRequest(Duration timeout) {
        return timeout.multipliedBy(2);
    }

    IdentitystoreClient identityStore() {
        return identityStore;
    }

    IamClient iam() {
        return iam;
    }

    SsoAdminClient ssoAdmin() {
        return ssoAdmin;
    }

    OrganizationsClient organizations() {
        return organizations;
    }

    /** One for each region that was named at the beginning. */
    CloudTrailClient cloudTrail(String region) {
        return Objects.requireNonNull(trails.get(region), region);
    }

    StsClient sts() {
        return sts;
    }

    @Override
    public void close() {
        identityStore.close();
        iam.close();
        sts.close();
        trails.values().forEach(CloudTrailClient::close);
        ssoAdmin.close();
        organizations.close();
        http.close();
    }

    private static Region global(Region region) {
        return switch (PartitionMetadata.of(region).id()) {
            case "aws-cn" -> Region.AWS_CN_GLOBAL;
            case "aws-us-gov" -> Region.AWS_US_GOV_GLOBAL;
            default -> Region.AWS_GLOBAL;
        };
    }

    /** Holds each request until its turn. */
    private record Paced(Pace pace, CallTime time) implements ExecutionInterceptor {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            if (!pace.await(time.left())) {
                throw new NotSentException("no turn at Identity Center in the time of this call");
            }
        }
    }

    /** Begins no request for which the call has no time left. The SDK has fetched the credentials before it asks. */
    private record Timed(CallTime time) implements ExecutionInterceptor {
        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            Duration left = time.left();
            if (left.isNegative() || left.isZero()) {
                throw new NotSentException("not finished in the time of this call");
            }
        }
    }

    private record Recipe(
            SdkHttpClient http,
            AwsCredentialsProvider credentials,
            Duration timeout,
            CallTime time,
            Optional<URI> endpoint) {

        <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C client(
                B builder, Region region) {
            return client(builder, region, List.of());
        }

        <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C client(
                B builder, Region region, List<ExecutionInterceptor> interceptors) {
            List<ExecutionInterceptor> all = new ArrayList<>(interceptors);
            all.add(new Timed(time));
            B made = builder.region(region)
                    .credentialsProvider(credentials)
                    .httpClient(http)
                    .overrideConfiguration(options -> options.executionInterceptors(all)
                            .retryStrategy(AwsRetryStrategy.doNotRetry())
                            .apiCallTimeout(longestRequest(timeout))
                            .apiCallAttemptTimeout(longestRequest(timeout)));
            endpoint.ifPresent(made::endpointOverride);
            return made.build();
        }
    }
}
